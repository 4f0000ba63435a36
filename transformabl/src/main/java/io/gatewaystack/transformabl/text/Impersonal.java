package io.gatewaystack.transformabl.text;

/** Words that name a number which is nobody's: see {@link Vocabulary}. */
final class Impersonal {
  static final String REFERENCES =
      """
      order, orderid, orderno, ordernumber, order id, order number, invoice, invoiceid
      invoiceno, invoicenumber, inv, sku, upc, ean, gtin, isbn, issn, asin, barcode, tracking
      trackingnumber, trackingid, waybill, shipment, consignment, ticket, ticketid, incident
      transaction, transactionid, txn, txid, receipt, confirmation, booking, reservation
      authorization number, authorization no, authorization code, serial, serialnumber, serialno, model, part, partnumber, item, itemid, product, productid
      catalog, catalogue, lot, batch, asset, imei, imsi, iccid, vin, uuid, guid, hash, sha, md
      checksum, digest, commit, etag, nonce, trace, trn, traceid, span, spanid, timestamp, epoch
      unix, ref, reference, refno, po, purchase order, seq, sequence, snowflake, coupon
      voucher, promo, bug, issue, pull request, merge request, jira, request id, requestid
      correlation, correlationid, messageid, coordinates, gift certificate, drawing, dwg
      gl account, gl accounts, g l account, g l accounts, ledger accounts, accounts payable, accounts receivable, account group, ledger account, docket, docket no, docket number, case no, case number, case id
      claim no, claim number, claim id, policy no, policy number, policy id, product key, row number
      license key, licence key, p n, pallet, carton, crate, beleg, belegnummer
      artikelnummer, artikelnr, bestellnummer, bestellung, bestell nr, teilenummer, teile nr, rechnung
      rechnungsnummer, rechnungs nr, auftragsnummer, auftrag, auftrags nr, seriennummer, serien nr
      vorgangsnummer, aktenzeichen, lieferschein, sendungsnummer, référence, réf, commande, facture
      numéro de série, numéro de suivi, factura, pedido, referencia, número de serie, fattura, ordine
      riferimento, numero di serie, codice articolo, fatura, encomenda, referência, número de série, factuur
      bestelling, bestelnummer, factuurnummer, ordernummer, serienummer, volgnummer, faktura, fakturanummer
      tilausnumero, lasku, zamówienie, zamówienia, faktury, objednávka, objednávky, rendelés, rendelésszám
      számla, számlaszám, comandă, comanda, factură, τιμολόγιο, παραγγελία, παραγγελίας, sipariş, заказ
      nip, regon, siret, siren, kvk, btw, ust id, ustid, ust idnr, partita iva, cif, ičo, dič, steuernummer
      matrikelnummer, kundennummer, kundennr, kunden nr, vertrag, policennummer, vertragsnummer, vertragsnr, mitgliedsnummer
      personalnummer, numéro client, número de cliente, numero cliente, klantnummer, kundnummer, kundenr
      asiakasnumero, numer klienta, zákaznické číslo, ügyfélszám, заказа, накладная, артикул, счёт, замовлення
      protocolo, expediente, dossier, pratica, processo, sprawy, sprawa, sygnatura, sagsnummer, ärendenummer, ärende
      badge, badge number, case file, bin location
      diarienummer, saksnummer, zaaknummer, dossiernummer, protocollo, procedimiento, trámite, folio, boleta, guía, remito
      nota fiscal, chamado, atendimento, geschäftszeichen, numero di pratica, номер дела, дело, обращение
      订单, 订单号, 订单编号, 訂單, 訂單編號, 单号, 單號, 快递单号, 运单号, 物流单号, 流水号, 序列号, 发票号, 发票号码, 合同编号, 货号, 商品编号, 型号, 批号, 交易号, 工单, 工单号, 条码, 编号
      注文, 注文番号, 商品コード, 商品番号, 伝票番号, 追跡番号, 請求書番号, 管理番号, 製造番号, シリアル番号, 型番, 受付番号, 予約番号, 契約番号, 会員番号, 問い合わせ番号, 品番, ロット番号, 取引番号, 見積番号
      주문, 주문번호, 송장번호, 운송장번호, 상품코드, 제품번호, 일련번호, 예약번호, 접수번호, 계약번호, 관리번호, 거래번호
      رقم الطلب, الطلب, طلب, فاتورة, الفاتورة, رقم الفاتورة, رقم التتبع, الشحنة, رقم الشحنة, الرقم التسلسلي, رقم المرجع
      הזמנה, מספר הזמנה, חשבונית, מספר חשבונית, מספר מעקב, משלוח, מספר סידורי, ऑर्डर, चालान, คำสั่งซื้อ, ใบแจ้งหนี้, พัสดุ
      đơn hàng, mã đơn hàng, mã đơn, hóa đơn, mã vận đơn, vận đơn, số seri, mã sản phẩm, kargo takip, takip no, seri no, ürün kodu, fatura no
      pesanan, nomor pesanan, faktur, resi, nomor resi, nomor seri, накладной, трек, серийный номер, инвойс, заявка, заявки, тикет, квитанция, накладна, серійний номер
      αποστολή, αριθμός σειράς, tilaus, tilauksen, lähetys, seurantakoodi, sarjanumero, viitenumero, ordernr, kollinummer, sändning, fakturanr, referensnummer
      ordrenummer, ordre, sporingsnummer, varenummer, varenr, pakketnummer, zending, zendingsnummer, trackingcode, productcode, kenmerk, bonnummer
      sendung, paketnummer, bestellnr, rechnungsnr, lieferscheinnummer, angebot, angebotsnummer, angebotsnr, chargennummer, chargennr, ticketnummer, gutschein, gutscheincode
      rma, awb, hawb, mawb, airway bill, bill of lading, bol, delivery note, packing slip, credit note
      inventarnummer, materialnummer, fahrgestellnummer, zählernummer, buchungsnummer, reservierungsnummer, transaktionsnummer, referenznummer, prüfsumme
      colis, bon de commande, devis, bordereau, bon de livraison, code article, code barres, code barre, somme de contrôle, envío, número de seguimiento, código de barras, lote, albarán, presupuesto
      spedizione, codice a barre, lotto, prenotazione, preventivo, bolla, scontrino, rastreio, rastreamento, orçamento, remessa, przesyłka, przesyłki, paczka, paczki, numer seryjny, paragon
      zásilka, zásilky, sériové číslo, csomagszám, sorozatszám, colet""";

  static final String VERSIONS =
      """
      version, version name, versionname, version string, ver, v, release, build, firmware, revision, rev, sdk, section, sections
      chapter, clause, article, paragraph, appendix, kernel, driver, package, lib, library
      plugin, upgraded, downgraded, bump, bumped, rollback, hotfix, bios, baseband, upgraded to, update to, updated to, upgrade to, upgrade from, downgrade to, new in, supersedes, fixed in, rc, snapshot, changelog, changelogs, dependencies, libraries
      x mailer, x powered by, powered by
      semver, oid, object identifier, dependency, appversion, useragent, user agent, netmask, subnet mask, mask
      tag, art, para, par, abs, ec, enzyme, heading
      wersję, versiota, versija, verzija, versioon, versiooni, utgave, udgave, utgåva, edición, edizione
      edição, uitgave, ausgabe, wydanie, vydání, versione, versión, versão, versie, versio, wersja, wersji, verze, verzia, verzie, verzió, versiune
      versiunea, έκδοση, sürüm, sürümü, версия, версии, версію, версія, 版本, バージョン, 버전, kapitel, chapitre
      capítulo, capitolo, hoofdstuk, kapittel, luku, rozdział, kapitola, kapitoly, fejezet, capitol, capitolul
      κεφάλαιο, bölüm, глава, главы, розділ, abschnitt, absatz, ziffer, sección, apartado, sezione, secção
      seção, sectie, paragraaf, avsnitt, afsnit, oddíl, oddiel, szakasz, secțiune, secțiunea, ενότητα, раздел
      раздела, paragraphe, paragrafo, parágrafo, párrafo, paragraf, artikel, artículo, articolo
      artigo, articolul, artykuł, článek, článok, cikk, άρθρο, madde, статья, статьи, стаття, artikla, position
      posición, posizione, posição, positie, pozycja, pozycji, položka, tétel, poziția, θέση, позиция
      allegato, anhang, anexo, annexe, bijlage, bilaga, załącznik, příloha, příloha č, melléklet, anexa
      παράρτημα, приложение, aktualizacja do, mise à jour, aktualisiert auf""";

  static final String IDS =
      """
      id, ids, identifier, userid, user id, customerid, customer id, accountid, account id, clientid
      client id, tenantid, objectid, recordid, entityid, eventid, sessionid, session id, key
      index, idx, number of, cursor, offset, pagination, partition, shard, aws account
      account ids, accountids, pid, process, thread, tid, worker""";

  static final String OTHERS =
      """
      case, payment, flight, seat, row, gate, room, aisle, table, bay, dock, slot, shelf, volume
      bin number, storage bin, warehouse bin, bank code, bankcode, bankleitzahl, blz
      trouble code, trouble codes, fault code, fault codes, fehler, fehlercode, erreur, errore, routing of
      medical grade, contact lens, contact lenses, born digital
      capacity, quota, throughput, avg, average, rank, ranking, turnover, traffic, impressions
      cloud provider, service provider, hosting provider, identity provider, payment provider
      banks, user account, user accounts, twitter account, twitter accounts, github account, github accounts
      energy savings, cost savings, tax savings, data transfer, heat transfer, stock transfer, births, birth registration, best before, mhd
      condition code, era was born
      compte rendu, tel quel, tel que, contact sheet
      cuenta atrás, cuenta regresiva, conto alla rovescia, compte à rebours, contagem regressiva
      memory bank, register bank, data bank, databank, power bank, blood bank, food bank, river bank, question bank
      ad account, ads account, advertiser account, advertising account, steam account, storage account
      service account, azure account, google account, facebook account, instagram account, microsoft account
      slack account, discord account, pagination token, paginationtoken, paging token, resume token
      resumetoken, cursor token, field number, download dl, dl speed, dial plan
      storage, memory
      zone, level, floor, building, unit, qty, quantity, count, total, sum, amount, balance
      premiere, rack, heap, disk, enrolled, enrolment, enrollment, price, cost, usd, eur, gbp, fee, tax, revenue, salary, budget, score, size, length, byte
      kb, mb, ms, second, minute, hour, duration, latency, width, height, weight, temperature
      latitude, longitude, lat, lon, lng, geo, zip, zipcode, zip code, postal, postcode, plate
      license plate, licensekey, software license, vitamin, employee, student
      member, membership, policy, contract, port, line, page, error, errno, time, date, created
      createdat, updated, updatedat, modified, expires, expiresat, expiry, expiration, exp
      expired, issued, effective, admitted, admission, discharged, discharge, visit, visited
      dos, doa, dod, date of service, service date, appointment, scheduled, schedule, start, started, startdate, end, ended, enddate, due
      duedate, hired, hire, joined, registered, published, posted, since, until, released, deadline
      shipped, delivered, delivery, paid, meeting, event, deployed, logged, sent, received
      signed, seen, updated at, created at, expires at, tokens, page token, pagetoken
      next page token, nextpagetoken, next token, nexttoken, continuation token
      continuationtoken, sync token, synctoken, csrf, account manager, account name
      accountname, account type, accounttype, public key, publickey, public key token, publickeytoken, cells, calls, diagnostics, lock token, locktoken, client token, clienttoken, client request token, clientrequesttoken, change token, changetoken
      csrf token, csrftoken, xsrf token, primary key, foreign key
      idempotency key, idempotencykey, token type, tokentype, token count, type, description
      title, format, pattern, name, filename, path, hint, reset, url, uri, link, limit, max, min
      currency, percent, ratio, rate, version code, population, distance, speed
      altitude, area, mileage, odometer, calories, points, votes, views, likes, followers, sold, downloads, stock
      password reset, password policy, passwordless, secret santa, secretary, token limit
      max tokens, maxtokens, status code, error code, http status, exit code, dose, mg
      fedex, dhl, ups, usps, dpd, gls, tnt, postnl, bpost, royal mail, parcelforce, evri, colissimo, chronopost
      mondial relay, correos, seur, aramex, purolator, canada post, ontrac, in transit, dea license, dea licence, palabra clave
      palabras clave, release date, premiered, recorded, founded, established, gegründet, fondée, fundada
      seit, verheiratet, depuis, desde, sinds, married, marié, mariée, casado, casada, label, placeholder
      datum, fecha, eintritt, eintrittsdatum, einstellung, einstellungsdatum, austritt, austrittsdatum, ausgestellt
      ausstellungsdatum, ablaufdatum, gültig, gültig bis, gültig ab, beginn, ende, entrée, date d entrée
      embauche, date d embauche, délivré, délivrée, valable, ingreso, fecha de ingreso, contratación, vencimiento
      expedición, caducidad, assunzione, data di assunzione, scadenza, rilascio, rilasciato, rilasciata
      admissão, data de admissão, contratação, emissão, validade, indiensttreding, in dienst, uit dienst, afgifte
      geldig, anställd, anställningsdatum, ansat, ansatt, tiltrædelse, työsuhde, zatrudniony, zatrudniona
      zatrudnienia, ważny, wydano, nástup, datum nástupu, platnost, dátum nástupu, belépés, belépés dátuma
      érvényes, angajat, angajare, data angajării, valabil, πρόσληψη, πρόσληψης, işe giriş, принят, принята
      happy birthday, birthday party, birthday dinner, birthday wishes, birthday present, birthday gift
      birthday cake, anniversaire de mariage, wedding anniversary, work anniversary, hochzeitstag, aniversario de boda
      social media, social network, social networks, social score, account age, account tier
      owner account, member account, administrator account, created by account
      function call, function calls, api call, api calls, system call, system calls, number of calls
      call count, mobile users, mobile traffic, phone sales, phone users, contact angle
      idea was born, project was born, company was born, startup was born, robot was born, product was born
      brand was born, band was born, club was born, tradition was born, legend was born
      выдан, действителен""";

  private Impersonal() {}
}
