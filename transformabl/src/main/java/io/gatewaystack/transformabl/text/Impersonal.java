package io.gatewaystack.transformabl.text;

/** Words that name a number which is nobody's: see {@link Vocabulary}. */
final class Impersonal {
  static final String REFERENCES =
      """
      order, orderid, orderno, ordernumber, order id, order number, invoice, invoiceid
      invoiceno, invoicenumber, inv, sku, upc, ean, gtin, isbn, issn, asin, barcode, tracking
      trackingnumber, trackingid, waybill, shipment, consignment, ticket, ticketid, incident
      transaction, transactionid, txn, txid, receipt, confirmation, booking, reservation
      serial, serialnumber, serialno, model, part, partnumber, item, itemid, product, productid
      catalog, catalogue, lot, batch, asset, imei, imsi, iccid, vin, uuid, guid, hash, sha, md
      checksum, digest, commit, etag, nonce, trace, trn, traceid, span, spanid, timestamp, epoch
      unix, ref, reference, refno, po, purchase order, seq, sequence, snowflake, coupon
      voucher, promo, bug, issue, pull request, merge request, jira, request id, requestid
      correlation, correlationid, messageid, coordinates, gift certificate, drawing, dwg
      gl account, account group, ledger account""";

  static final String VERSIONS =
      """
      version, ver, v, release, build, firmware, revision, rev, sdk, section, sections
      chapter, clause, article, paragraph, appendix, kernel, driver, package, lib, library
      plugin, upgraded to, update to, updated to, upgrade to, upgrade from, fixed in, rc, snapshot
      semver, oid, object identifier, dependency, appversion, useragent, user agent, netmask, subnet mask, mask
      tag, art, para, par, abs, ec, enzyme, heading""";

  static final String IDS =
      """
      id, identifier, userid, user id, customerid, customer id, accountid, account id, clientid
      client id, tenantid, objectid, recordid, entityid, eventid, sessionid, session id, key
      index, idx, number of, cursor, offset, pagination, partition, shard, aws account
      account ids, accountids, pid, process, thread, tid, worker""";

  static final String OTHERS =
      """
      case, payment, flight, seat, row, gate, room, aisle, table, bay, dock, slot, shelf, bin
      zone, level, floor, building, unit, qty, quantity, count, total, sum, amount, balance
      price, cost, usd, eur, gbp, fee, tax, revenue, salary, budget, score, size, length, byte
      kb, mb, ms, second, minute, hour, duration, latency, width, height, weight, temperature
      latitude, longitude, lat, lon, lng, geo, zip, zipcode, zip code, postal, postcode, plate
      license plate, license key, licensekey, software license, vitamin, employee, student
      member, membership, policy, contract, port, line, page, error, errno, time, date, created
      createdat, updated, updatedat, modified, expires, expiresat, expiry, expiration, exp
      expired, issued, effective, admitted, admission, discharged, discharge, visit, visited
      dos, doa, dod, date of service, service date, appointment, scheduled, schedule, start, started, startdate, end, ended, enddate, due
      duedate, hired, hire, joined, registered, published, posted, since, until, released, deadline
      shipped, delivered, delivery, paid, meeting, event, deployed, logged, sent, received
      signed, seen, updated at, created at, expires at, tokens, page token, pagetoken
      next page token, nextpagetoken, next token, nexttoken, continuation token
      continuationtoken, sync token, synctoken, csrf, account manager, account name
      accountname, account type, accounttype, public key, publickey, primary key, foreign key
      idempotency key, idempotencykey, token type, tokentype, token count, type, description
      title, format, pattern, name, filename, path, hint, reset, url, uri, link, limit, max, min
      currency, percent, ratio, rate, version code, population, distance, speed
      altitude, area, mileage, odometer, calories, points, votes, views, likes, followers, sold, downloads, stock
      password reset, password policy, passwordless, secret santa, secretary, token limit
      max tokens, maxtokens, status code, error code, http status, exit code, dose, mg""";

  private Impersonal() {}
}
