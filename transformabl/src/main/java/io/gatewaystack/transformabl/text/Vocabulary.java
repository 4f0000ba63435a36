package io.gatewaystack.transformabl.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words and phrases that name a {@link Topic}, looked up by hash while a text is read. A plural
 * counts as its singular unless it is listed.
 */
final class Vocabulary {
  /** The hash of no letter. */
  static final long START = 0xcbf29ce484222325L;

  private static final long LETTER = 0x100000001b3L;
  private static final long PHRASE = 0x9E3779B97F4A7C15L;
  private static final int ASCII = 0x80;
  private static final int SLOTS = 1 << 12;
  private static final int HEADS = 16; // bits of the number of a bit

  /** Words for number, which go with the word in front of them. */
  private static final List<String> NUMBER_WORDS =
      List.of("number", "num", "no", "nr", "nummer", "numero", "número", "numéro");

  private static final long[] NUMBERS = NUMBER_WORDS.stream().mapToLong(Vocabulary::word).toArray();

  private static final Vocabulary ALL = new Vocabulary();

  private final long[] keys = new long[SLOTS];
  private final Topic[] topics = new Topic[SLOTS];
  private final long[] heads = new long[1 << HEADS - 6]; // a bit for each first eight letters
  private final boolean[] ends = new boolean[1 << 10]; // by the last two letters of a phrase

  private Vocabulary() {
    phrases().forEach((topic, list) -> list.lines().forEach(line -> add(topic, line)));
    NUMBER_WORDS.forEach(this::addWord);
    NUMBER_WORDS.forEach(this::addEnd);
    ShortWords.SMALL.forEach(this::addWord);
  }

  private void add(Topic topic, String line) {
    for (String phrase : line.split(",", -1)) {
      long key = 0;
      String last = "";
      for (String word : phrase.strip().toLowerCase(Locale.ROOT).split(" ", -1)) {
        key = phrase(key, word(word));
        addWord(word);
        last = word;
      }
      addEnd(last);
      put(key, topic, phrase.strip());
    }
  }

  /** Notes how a word of ASCII starts, and its plural. */
  private void addWord(String word) {
    if (!word.chars().allMatch(c -> c < ASCII)) {
      return;
    }
    for (String form : new String[] {word, word + "s"}) {
      long head = 0;
      for (int i = 0; i < Math.min(Long.BYTES, form.length()); i++) {
        head = Eight.append(head, i, form.charAt(i));
      }
      heads[head(head) >>> 6] |= 1L << head(head);
    }
  }

  /** Notes how a phrase ends, and its plural, where it ends with ASCII. */
  private void addEnd(String word) {
    char last = word.charAt(word.length() - 1);
    char before = word.length() == 1 ? 0 : word.charAt(word.length() - 2);
    if (last < ASCII) {
      ends[end(last, 's')] = true;
      ends[end(before, last)] |= before < ASCII;
    }
  }

  private static int end(char one, char two) {
    return (one & 0x1F) << 5 | two & 0x1F;
  }

  private static int head(long head) {
    return (int) (head * PHRASE >>> Long.SIZE - HEADS);
  }

  /**
   * Whether a word of ASCII may be one of a phrase, by its first eight letters; false is certain.
   */
  static boolean mayHold(long head) {
    return (ALL.heads[head(head) >>> 6] >>> head(head) & 1) != 0;
  }

  /**
   * Whether a phrase may end with a letter of ASCII, by it and the letter in front of it, NUL for a
   * word of one letter; false is certain.
   */
  static boolean mayEnd(char before, char last) {
    return ALL.ends[end(before, last)];
  }

  private void put(long key, Topic topic, String phrase) {
    int slot = slot(key);
    while (topics[slot] != null && keys[slot] != key) {
      slot = slot + 1 & SLOTS - 1;
    }
    if (topics[slot] != null) {
      throw new IllegalStateException(phrase + " is listed twice");
    }
    keys[slot] = key;
    topics[slot] = topic;
  }

  private static int slot(long key) {
    return (int) (key >>> 40) & SLOTS - 1;
  }

  /** The hash of a word that goes on with a lower case letter. */
  static long letter(long hash, char c) {
    return (hash ^ c) * LETTER;
  }

  /** The hash of a word in lower case. */
  static long word(String word) {
    long hash = START;
    for (int i = 0; i < word.length(); i++) {
      if (Folding.fold(word.charAt(i)) != Folding.DROP) { // as texts are read
        hash = letter(hash, word.charAt(i));
      }
    }
    return hash;
  }

  /** The hash of a phrase that goes on with a word; 0 is the phrase without words. */
  static long phrase(long phrase, long word) {
    return Long.rotateLeft(phrase * PHRASE, 31) ^ word;
  }

  /** Whether a word says that the word in front of it has a number. */
  static boolean isNumber(long word) {
    for (long number : NUMBERS) {
      if (word == number) {
        return true;
      }
    }
    return false;
  }

  /** What a phrase names; NONE when it is not listed. */
  static Topic find(long phrase) {
    int slot = slot(phrase);
    while (ALL.topics[slot] != null) {
      if (ALL.keys[slot] == phrase) {
        return ALL.topics[slot];
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return Topic.NONE;
  }

  private static Map<Topic, String> phrases() {
    Map<Topic, String> phrases = new EnumMap<>(Topic.class);
    identities(phrases);
    money(phrases);
    health(phrases);
    machines(phrases);
    phrases.put(Topic.REFERENCE, Impersonal.REFERENCES);
    phrases.put(Topic.VERSION, Impersonal.VERSIONS);
    phrases.put(Topic.ID, Impersonal.IDS);
    phrases.put(Topic.OTHER, Impersonal.OTHERS);
    return phrases;
  }

  private static void identities(Map<Topic, String> phrases) {
    phrases.put(Topic.EMAIL, "email, e mail, mail, mailto, emailaddress, correo, courriel");
    phrases.put(
        Topic.SSN,
        """
        ssn, ssns, ssn id, ssn parts, ssn digits, social security record, ssnumber, ssnno, social security, social security id, socialsecurity
        socialsecuritynumber, socialsecurityno, social, soc sec, ss, ss number, seguro social""");
    phrases.put(
        Topic.TAXPAYER,
        """
        itin, tin, taxpayer, taxpayer id, taxpayerid, tax id, taxid, tax identification
        tax number, taxnumber, tax payer, individual taxpayer""");
    phrases.put(
        Topic.PASSPORT,
        """
        passport, passport id, passportnumber, passportno, passportid, travel document
        passport book, ppt, pasaporte, passeport, reisepass, passaporte""");
    phrases.put(
        Topic.LICENSE,
        """
        license, licence, licenses, drivers license, driverlicense, driverslicense
        driverlicence, driverslicence, driverlicensenumber, driverslicensenumber
        driving licence, driving license, license id, licence id, licensenumber, licenseno
        licencenumber, dl, d l, dlnumber, dlno, dl id, dln, cdl, lic, driver lic, dmv""");
    phrases.put(
        Topic.BIRTH,
        """
        dob, d o b, birth, born, birthday, birth day, birthdate, birth date, birthdt
        date of birth, dateofbirth, date birth, bday, b day, dobirth, birthyear
        geboren, geburtsdatum, geburtstag, nacimiento, fecha de nacimiento, fecha nacimiento, nacido, nacida
        né, née, nato, nata, naissance, date de naissance, nascimento, nascido, nascida, nascita, geboortedatum
        geb, geb am, geboren am, fødselsdato, fødselsdag, født, födelsedatum, född, syntymäaika, syntynyt, data urodzenia
        urodzony, urodzona, datum narození, narozen, narozena, születési dátum, data nașterii
        дата рождения, родился, родилась, рождения, doğum tarihi, doğum, 生年月日, 誕生日
        出生日期, 생년월일, जन्म, जन्म तिथि, जन्मतिथि, تاريخ الميلاد, تاریخ تولد, תאריך לידה, วันเกิด
        do b, bday value date, geb datum, geburts datum, geboren op, naiss, date de naiss, né le, fecha de nac, fecha nac, fec nac, ur, cumpleaños
        anniversaire, compleanno, aniversário, verjaardag, födelsedag, syntymäpäivä, data ur, datum nar, nar
        dátum narodenia, narodený, narodená, született, szül, szül dátum, szül idő, születési idő, születésnap
        născut, născută, data naşterii, data nasterii, γεννήθηκε, γεννηθείς, γέννησης, γεννημένος, γεννημένη
        doğumlu, народився, народилася, роден, родена, datum rođenja, rođen, rođena, datum rojstva, rojen, rojena
        dzimšanas datums, dzimis, dzimusi, gimimo data, gimęs, gimusi, sünniaeg, sünnikuupäev, sündinud
        fæðingardagur, fæddur, fædd, ngày sinh, ημερομηνία γέννησης, дата народження, дата на раждане, tanggal lahir
        tarikh lahir, nació, nacio, nací, syntymäaikani, syntymäpäiväni, syntymäaikasi
        urodziłem, urodziłam, urodziłem się, urodziłam się, születtem, születésem, γεννήθηκα, doğumluyum, doğum tarihim, doğdum
        narodil jsem se, narodila jsem se, narozeniny, rodzony, ur dnia, geb datum am, تاريخ ميلادي, ميلادي, یوم پیدائش, ngày tháng năm sinh nac, f nac, nasceu, nasci, nasc, data de nasc, data nasc, dt nasc, dt nascimento
        nascut, nascuda, naixement, nacemento, jaiotze, jaiotze data, ddn, geburtsdat, geb dat, gebdat, urodziła, urodził
        urodziła się, urodził się, doğdu, doğum t, д р, дата рожд, дата р, г р, года рождения, рожд, народжений, народжена
        narodil, narodila, narodené, narodenie, syntyi, synt, roj, rođ, rojstvo, gimė, dzimis gads, lahir, tgl lahir, kelahiran
        sinh, sinh ngày, ولد, ولدت, مواليد, تولد, נולד, נולדה, เกิด, เกิดวันที่, 生日, 生日是, 我的生日是, 出生, 出生于, 出生於, 我出生于, 生于, 生於
        日出生, 日生, 日生まれ, 日に生まれ, 日に生まれました, 生まれ, 生年月日は, 誕生日は, 出生日期是, 출생, 출생일, 생일, 생일은, 생년월일은, 일생, 일출생, 생""");
    phrases.put(
        Topic.PHONE,
        """
        phone, phonenumber, phoneno, phone id, telephone, tel, tel type, telno, my nummer
        mijn nummer, meine nummer, mi número, mi numero, mon numéro, mon numero, il mio numero, meu número
        meu numero, caller id, telephonenumber, mobile
        mobilenumber, mobilephone, mobileno, cell, cellphone, cellnumber, cellular, fax
        mój numer, mitt nummer, min nummer, moje číslo, numărul meu, numarul meu, мій номер, moj broj, ο αριθμός μου
        私の番号, 我的号码, 내 번호, رقمي, मेरा नंबर, nomor saya, số của tôi
        faxnumber, call, called, calling, liga para, ligue para, dial, dialed, sms, whatsapp, contact, contactnumber
        contactno, hotline, reach me, reach us, reach you, reach them, reach him, reach her, best number, ring me, ring us, callback, landline, msisdn, mob, ph, homephone
        workphone, telefon, telefonnummer, handy, rufnummer, telefono, teléfono, móvil
        celular, téléphone, telefone, helpline, phone number, contact number, my number
        his number, her number, your number, their number, text me, text us, telegram, viber
        registered number, message from, messages from, text from, texts from, sms from, message to, messages to, reached at, reached on
        rückfragen, rufen, ruf mich an, ruf uns an, cellulare, numero di cellulare, bel me, bel ons, ring mig, laissez un message, joignable, joindre, appelez, appeler, rappeler, erreichbar, anrufen, anruf, rückruf
        llamar, llámame, llame, ligar, ligue, chiamare, chiamami, chiamate, bellen, zadzwoń
        dzwoń, tlf, puhelin, телефон, тел, позвоните, звоните, мобильный, 電話番号, 電話番号は, 電話
        携帯, 携帯番号, 電話號碼, 电话, 电话号码, 联系电话, 手机, 手机号, 手机号码, 전화, 전화번호
        휴대폰, 연락처, هاتف, الهاتف, फोन
        mobil, mobilnummer, mobilnr, mobiltelefon, mobilfunk, mobilfunknummer, handynummer, festnetz, durchwahl
        telefax, telefonnr, rückrufnummer, portable, numéro de portable, gsm, gsm number, tél, tfno, tlfno, telf
        movil, teléfono móvil, recapito, recapito telefonico, telemóvel, telemovel, contacto telefónico, tlm
        mobiel, mobielnummer, telefoon, telefoonnummer, puhelinnumero, puh, matkapuhelin, kännykkä, telefonu
        telefoniczny, komórka, komórkowy, telefonní, telefonní číslo, telefón, telefónne, telefónne číslo
        telefonszám, mobilszám, hívjon, telefonul, sunați, τηλέφωνο, τηλεφώνου, τηλ, κινητό, κινητού, κιν
        cep telefonu, cep tel, cep no, телефона, телефону, моб, сотовый, мобільний, телефонен, mobitel
        telefona, telefonas, tālrunis, telefoninumber, mobiil, sími, farsími, puhelinnumeroni, telefonszámom, számom, numaram
        telefon numaram, cep telefonum, telefonum, мой номер, наш номер, номер телефона, мой телефон, звони, הטלפון, הטלפון שלי, הנייד, מספר הטלפון
        هاتفي, رقم هاتفي, جوالي, رقم جوالي, جوال, الجوال, رقم الهاتف, موبايل, واتساب, เบอร์, เบอร์โทร, เบอร์มือถือ, มือถือ, cel, mi cel, my cel, telemóvel é
        拨打, 致电, 联系我, 微信, 号码是, 连絡先, 連絡先, お電話, 번호는, 제 번호는, 핸드폰, 핸드폰 번호, 휴대폰 번호, 휴대전화, טלפון, נייד, โทร, โทรศัพท์, điện thoại, đt, sđt
        telp, no telp, no hp, nomor telepon, nomor hp, telepon, fijo, teléfono fijo, zap, fone, celu, voicemail""");
  }

  private static void money(Map<Topic, String> phrases) {
    phrases.put(
        Topic.CARD,
        """
        card, card number, card id, cardnumber, cardno, cardnum, creditcard, debitcard
        creditcardnumber, cc, ccn, ccnum, ccnumber, visa, mastercard, amex, american express
        diners, jcb, maestro, unionpay, pan, tarjeta, kreditkarte, kreditkartennummer, carte
        cartão, cardholder, karte, kartennummer, bankkarte, kaart, kaartnummer, creditcardnummer, karta, karty, kartę, numer karty
        kortnummer, kortet, kreditkort, betalkort, kortti, korttinumero, luottokortti, carta di credito, numero di carta, carta
        numéro de carte, carte bancaire, número de tarjeta, número do cartão, κάρτα, κάρτας, карта, карты, картой, картка, bankkártya
        kártya, kártyaszám, kart, kredi kartı, kart numarası, kart no, kartım, kartu kredit, nomor kartu, 卡号, 信用卡, 信用卡号, 银行卡
        银行卡号, カード, カード番号, 카드, 카드번호, 카드 번호, بطاقة, البطاقة, رقم البطاقة, כרטיס, כרטיס אשראי, कार्ड, कार्ड नंबर, thẻ, số thẻ, บัตร""");
    phrases.put(
        Topic.ACCOUNT,
        """
        account, account number, account no, accountnumber, accountno, accountnum, acct
        acctnumber, acctno, acctnum, acct number, acct no, bank, bankaccount, banking
        bankaccountnumber, checking, savings, wire to, wired to, wire transfer, wire funds, wire money, wire instructions, wiring, deposit, beneficiary, payee, konto
        kontonummer, cuenta, compte, conto, conta, direct deposit, ach, a c, a c no, a c number, remit, escrow
        sort code, transfer, account num""");
    phrases.put(
        Topic.ROUTING,
        """
        routing, routing number, routingnumber, routingno, aba, abanumber, rtn, transit
        routing transit, bankrouting""");
    phrases.put(
        Topic.WALLET,
        """
        wallet, walletaddress, wallet id, btc, bitcoin, xbt, eth, ether, ethereum, crypto
        cryptocurrency, ltc, litecoin, doge, dogecoin, usdt, usdc, tron, trx, payout
        blockchain, hodl, satoshi""");
  }

  private static void health(Map<Topic, String> phrases) {
    phrases.put(
        Topic.DIAGNOSIS,
        """
        diagnosis, diagnoses, diagnosed, diagnostic, diagnosis code, diagnosiscode, dx, dx code
        dxcode, icd, icd code, icdcode, diag, comorbidity, comorbidities, legacy code
        icd cm, icd cm code, icd history, cie, cim, diagnose, diagnosen, diagnóstico, diagnostico, diagnosi
        hauptdiagnose, nebendiagnose, nebendiagnosen, erstdiagnose, verdachtsdiagnose, aufnahmediagnose
        entlassungsdiagnose, einweisungsdiagnose, dauerdiagnose, dauerdiagnosen, diagnoseschlüssel, diagnosecode, diagnos, diagnoser, diagnoza, rozpoznanie, diagnóza, diagnózis, диагноз, діагноз, tanı, 診断, 诊断, 診斷, 진단, 진단명""");
    phrases.put(
        Topic.MEDICAL,
        """
        pt, patient, admitted with, admitted for, admission diagnosis, discharge summary, discharged with, presents with, presented with, presenting with, on chart, in chart, medical chart, patient chart, chart note, chart review, charted, medical, clinical, clinic, condition, encounter
        medical history, patient history, history of, symptoms, treated, treatment, hospital, ehr, emr, disease
        disorder, illness, injury, comorbid, health, problem, referral, coded, claim, assessment
        assessed, billing code, medical code, syndrome, diabetes, diabetic, hypertension, asthma
        depression, depressive, anxiety, migraine, cancer, carcinoma, infection, fracture, copd
        hiv, pneumonia, arthritis, epilepsy, dementia, anemia, obesity, reflux, fibrillation
        htn, chf, ckd, gerd, afib, hpi, pmh, hyperlipidemia, hypothyroidism, neuropathy, bronchitis, sepsis
        stroke, angina, gout, eczema, psoriasis, sciatica, osteoporosis, cirrhosis, hepatitis, tuberculosis
        influenza, sinusitis, appendicitis, nephropathy, retinopathy, glaucoma, insomnia, apnea, schizophrenia
        adhd, ptsd, tumor, tumour, neoplasm, melanoma, leukemia, lymphoma, osteoarthritis, exacerbation, diagnostic code""");
    phrases.put(Topic.STATUS, "status");
    phrases.put(
        Topic.NPI,
        """
        npi, npi id, npinumber, npino, national provider, national provider identifier
        nationalprovideridentifier, provider identifier""");
    phrases.put(
        Topic.PROVIDER,
        """
        provider, physician, prescriber, practitioner, clinician, doctor, dr, taxonomy
        provider id, surgeon, nurse""");
  }

  private static void machines(Map<Topic, String> phrases) {
    phrases.put(
        Topic.HOST,
        """
        ip, ips, ipaddr, ipaddress, ip address, host, hostname, server, addr, inet, remoteaddr
        gateway, remote, peer, ping, dns, nameserver, subnet, cidr, firewall, localhost
        octet, ec user, ec instance, ec host, connection from, connections from, connected from, login from, logged in from
        request from, requests from, traffic from, src, dst, source address, client address""");
    phrases.put(
        Topic.PASSWORD,
        """
        password, passwd, pwd, pgpassword, rootpassword, adminpassword, smtppassword, passphrase, pass phrase, passcode, pass, pw, passwort, kennwort
        contraseña, senha, userpassword, dbpassword, mot de passe, passwordhash, userpass
        passwörter, zugangscode, motdepasse, mdp, code d accès, contrasena, contrasenya, clave, clave de acceso
        clave acceso, parola, parola d ordine, palavra passe, palavra chave, código de acesso, wachtwoord, toegangscode
        lösenord, losenord, adgangskode, kodeord, passord, salasana, tunnussana, hasło, haslo, heslo, jelszó, jelszo
        parolă, κωδικός, κωδικός πρόσβασης, κωδικό, συνθηματικό, şifre, şifresi, şifreniz, sifre, пароль, пароля
        паролем, парола, лозинка, lozinka, zaporka, geslo, parool, slaptažodis, lykilorð, mật khẩu
        bindpw, bind pw, bindpassword, bindpass, rootpw, root pw, psk, wpa psk, psw, pswd, pass word, passwrd, pasword, passw, recovery code, recovery key, unlock code, backup code, requirepass, masterauth, sshpass, userpw, dbpw, dbpass
        bind credentials, pre shared key, preshared key, presharedkey, wpa key, wpa passphrase, wifi key, wlan key, network key
        network security key, wlan schlüssel, netzwerkschlüssel, wifi kulcs, clé wifi, clé wpa, secure string
        isakmp key, server community, enable secret, creds, wifi password, mail password, lösenordet, adgangskoden, kodeordet
        passordet, salasanasi, hasłem, hasła, hesla, jelszava, jelszavam, parola este, パスワードは, のパスワード, のパスワードは, のパスワードが, 暗証番号, 的密码, 的密码是, 密码为, 密码就是, 密码是, 口令是, 비밀번호는, 비밀번호가
        암호, 密碼, 密碼是, κωδικός wifi, vault pass, vaultpass, sudo pass, keystorepass, ssh pass, smtp pass
        db pass, db pw, root pass, admin pass, auth pass, kata sandi, 密码, 口令, パスワード, 비밀번호, كلمة المرور, كلمة السر, סיסמה, סיסמא, รหัสผ่าน, पासवर्ड""");
    phrases.put(
        Topic.SECRET,
        """
        secret, client secret, clientsecret, app secret, appsecret, api secret, apisecret
        api key, apikey, xapikey, api token, apitoken, access key, accesskey, secret key
        secretkey, secret access key, secretaccesskey, private key, privatekey, signing key
        signingkey, encryption key, encryptionkey, auth token, authtoken, access token
        accesstoken, refresh token, refreshtoken, id token, idtoken, bot token, session token
        bearer token, bearertoken, token, bearer, credential, account key, accountkey
        shared access key, sharedaccesskey, shared key, sharedkey, storage key, webhook secret
        consumer secret, auth key, authkey, service key, master key, masterkey, security token
        personal access token, authorization, shared secret, jwt secret, secret token
        session key, cookie secret, sharedaccesssignature, key base, secret key base
        api schlüssel, apischlüssel, zugriffsschlüssel, geheimer schlüssel, zugangsschlüssel, zugriffstoken, clé api
        clé d api, clé secrète, clé d accès, jeton, jeton d accès, clave api, clave de api, clave secreta
        token de acceso, chiave api, chiave segreta, chiave di accesso, chave api, chave de api, chave da api
        chave secreta, chave de acesso, api sleutel, apisleutel, geheime sleutel, toegangssleutel, api nyckel
        apinyckel, hemlig nyckel, api nøgle, api nøkkel, api avain, klucz api, klucz dostępu, api klíč, klíč api
        api kľúč, kľúč api, api kulcs, cheie api, cheia api, κλειδί api, api anahtarı, ключ api, api ключ, токен
        cookie session, cookie sessionid, cookie session id, cookie sid, cookie sess, cookie auth, phpsessid, jsessionid
        aspsessionid, connect sid, otp seed, totp seed, totp secret, hmac key, hmac secret, app key, appkey, ssws, signing secret
        private token, seed phrase, zugangsdaten, identifiants, credenciales, credenziali, credenciais
        inloggegevens, logindaten, anmeldedaten, login credentials, 密钥, 令牌, トークン, 토큰, api密钥, apiキー, api 키""");
  }
}
