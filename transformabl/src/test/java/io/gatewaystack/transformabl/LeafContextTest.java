package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the names in a document say about its values. */
class LeafContextTest {
  private static final TextScanner SCANNER = TextScanner.ofAllTypes();

  private static List<FoundLeaf> leaves(String json) {
    List<FoundLeaf> found = new ArrayList<>();
    LeafScan.read(
        SCANNER,
        JsonDocument.parse(json.getBytes(UTF_8)),
        JsonScan.Place.body(pointer -> false),
        new LeafScan.Sink() {
          @Override
          public boolean wants(Leaf leaf) {
            return true;
          }

          @Override
          public @Nullable String found(FoundLeaf leaf) {
            found.add(leaf);
            return null;
          }
        });
    return found;
  }

  private static List<String> found(String json) {
    List<String> found = new ArrayList<>();
    for (FoundLeaf leaf : leaves(json.replace('\'', '"'))) {
      leaf.matches().forEach(match -> found.add(match.type() + " " + match.value(leaf.text())));
    }
    return found;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'ssn':'123456789'} | ssn 123456789",
        "{'q':'SSN?','a':'123456789'} | ssn 123456789",
        "{'question':'Password?','answer':'Zebra!4412'} | credential Zebra!4412",
        "{'phone_numbers':[4155552671]} | phone 4155552671",
        "{'name':'create_ticket','arguments':{'text':'415-338-9676'}} | phone 415-338-9676",
        "{'name':'searchOrders','input':{'value':'589-75-2128'}} | ssn 589-75-2128",
        "{'name':'check_ssn','arguments':{'value':'589752128'}} | ssn 589752128",
        "{'ticket':'we charged 5260517186553720 twice'} | credit_card 5260517186553720",
        "{'phoneBoss':4155552671} | phone 4155552671",
        "{'ssn':123456789} | ssn 123456789",
        "{'userSsn':'123456789'} | ssn 123456789",
        "{'SOCIAL_SECURITY_NUMBER':'123456789'} | ssn 123456789",
        "{'accountNumber':'12345678'} | us_bank_number 12345678",
        "{'passport':{'number':'123456789'}} | us_passport 123456789",
        "{'passports':['123456789']} | us_passport 123456789",
        "{'passport':[{'value':'123456789'}]} | us_passport 123456789",
        "{'type':'passport','number':'123456789'} | us_passport 123456789",
        "{'number':'123456789','type':'passport'} | us_passport 123456789",
        "{'number':'123456789', 'type' : '\\u0070assport'} | us_passport 123456789",
        "{'v':'123-45-6789'} | ssn 123-45-6789",
        "{'v':'912-78-5551'} | us_itin 912-78-5551",
        "{'name':'x','v':4539148803436467} | credit_card 4539148803436467",
        "{'v':'(415) 555-2671'} | phone (415) 555-2671",
        "{'item':'123-45-6789'} | ssn 123-45-6789",
        "{'ssn':{'v':['123456789']}} | ssn 123456789",
        "{'f':[{'name':'ssn','value':'123456789'}]} | ssn 123456789",
        "{'phone':4155552671} | phone 4155552671",
        "{'dob':'1990-01-15T00:00:00Z'} | date_of_birth 1990-01-15",
        "{'icd9':250.01} | icd_9 250.01",
        "{'password':'hunter2!'} | credential hunter2!",
        "{'db':{'password':{'value':'hunter2!'}}} | credential hunter2!",
        "{'name':'DB_PASSWORD','value':'hunter2!'} | credential hunter2!",
        "{'newPassword1':'hunter2!'} | credential hunter2!",
        "{'token':'9f86d081884c4d659a2feaa0c55ad015'} | credential 9f86d081884c4d659a2feaa0c55ad015",
        "{'n\\u00famero de tel\\u00e9fono':'4155552671'} | phone 4155552671",
        "{'téléphone':'4155552671'} | phone 4155552671",
        "{'documentType':'US passport','documentNumber':'385876775'} | us_passport 385876775",
        "{'document_number':'385876775','document_type':'passport'} | us_passport 385876775",
        "{'diagnosis':{'code':'E11.9'}} | icd_10 E11.9",
        "{'client_secret':'XVpdFF*Wznbgd72'} | credential XVpdFF*Wznbgd72",
        "{'ssn':[{'a':1},'123456789']} | ssn 123456789",
        "{'password':[{'a':{'b':1}},[2],'hunter2!']} | credential hunter2!",
        "{'parts':[{'text':'4539148803436467'}]} | credit_card 4539148803436467",
        "{'contents':[{'parts':[{'text':'415-555-2671'}]}]} | phone 415-555-2671"
      })
  void theNameSaysWhatTheValueIs(String json, String expected) {
    assertThat(found(json)).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'orderId':'123456789'}",
        "{'ssn':{'order':'123456789'}}",
        "{'account':{'id':12345678}}",
        "{'accountId':'12345678'}",
        "{'ticket':'4539148803436467'}",
        "{'ticket':'no 4539148803436467'}",
        "{'name':'create_ticket','ticket':'4539148803436467'}",
        "{'type':'order','number':'123456789'}",
        "{'number':'4539148803436467','type':'order'}",
        "{'number':'123456789','other':'passport'}",
        "{'documentType':'invoice','documentNumber':'123456789'}",
        "{'documentNumber':'123456789','status':'passport'}",
        "{'area':{'code':'E11.9'}}",
        "{'number':'123456789','type':{'passport':1}}",
        "{'number':'123456789','type':true}",
        "['123456789','type','passport']",
        "{'version':'123-45-6789'}",
        "{'passport':true,'number':'123456789'}",
        "{'order_id':'4539148803436467'}",
        "{'id':4539148803436467}",
        "{'created':'1990-01-15'}",
        "{'password':{'type':'string'}}",
        "{'password':'required'}",
        "{'passwordPolicy':'at-least-12-chars'}",
        "{'token_type':'Bearer12345678901234'}",
        "{'next_page_token':'9f86d081884c4d659a2feaa0c55ad015'}",
        "{'icd_count':250}",
        "{'order':[{'a':1},4539148803436467]}",
        "{'order':[{'ssn':1},{},'123456789']}",
        "{'parts':[{'number':'4539148803436467'}]}",
        "{'parts':['4539148803436467']}",
        "['123456789']",
        "'123456789'",
        "123456789"
      })
  void anotherNameDoesNot(String json) {
    assertThat(found(json)).isEmpty();
  }

  @Test
  void keysHaveNoNameThemselves() {
    assertThat(found("{'ssn':{'123456789':1}}")).isEmpty();
    assertThat(found("{'joe@example.com':1}")).containsExactly("email joe@example.com");
  }

  @Test
  void aFoundLeafSaysWhereItStandsAndWhatItIsCalled() {
    FoundLeaf leaf = leaves("{\"a\":[{\"ssn\":\"123456789\"}]}").get(0);
    assertThat(leaf.pointer()).isEqualTo("/a/0/ssn");
    assertThat(leaf.context()).isEqualTo("ssn");
    assertThat(leaf.kind()).isEqualTo(Leaf.Kind.STRING);
    assertThat(leaf.from()).isEqualTo(13);
    assertThat(leaf.to()).isEqualTo(24);
  }

  @Test
  void namesAreReadAgainForEveryLeaf() {
    assertThat(found("[{'ssn':'123456789'},{'order':'123456789'},{'ssn':'123456780'}]"))
        .containsExactly("ssn 123456789", "ssn 123456780");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'role':'assistant','content':'SSN?'},{'role':'user','content':'519138812'}]"
            + " | ssn 519138812",
        "[{'content':'What is your date of birth?'},{'content':'09/07/1980'}]"
            + " | date_of_birth 09/07/1980",
        "[{'text':'Please confirm your passport number.'},{'text':'C12345678'}]"
            + " | us_passport C12345678",
        "[{'message':'Routing number:'},{'message':'021000021'}] | us_bank_number 021000021",
        "[{'question':'Driver license','answer':'D1234567'}] | us_drivers_license D1234567",
        "[{'id_type':'passport','id_number':'C12345678'}] | us_passport C12345678"
      })
  void anAnswerIsReadWithItsQuestion(String json, String expected) {
    assertThat(found(json)).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'content':'What is your order number?'},{'content':'4539148803436468'}]",
        "[{'content':'Your SSN is on file.'},{'title':'519138812'}]",
        "[{'content':'SSN?'},{'content':'no idea'},{'content':'519138812'}]",
        "[{'content':'That is a social security number'},{'content':'519138812'}]",
        "[{'content':'Did you change your password?'},{'content':'yes, yesterday'}]"
      })
  void onlyTheAnswerToAQuestionIs(String json) {
    assertThat(found(json)).isEmpty();
  }

  @Test
  void aQuestionThatIsRedactedSaysNothingAboutItsAnswer() {
    Transformabl layer = Transformabl.builder().redact(Redaction.placeholder()).build();
    String json = "[{\"content\":\"Is 519-13-8812 your SSN?\"},{\"content\":\"no, 519138813\"}]";
    String once = Requests.text(layer.before(Requests.post(Requests.TOOL, json)).context());
    String twice = Requests.text(layer.before(Requests.post(Requests.TOOL, once)).context());
    assertThat(once).doesNotContain("519138813");
    assertThat(twice).isEqualTo(once);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'rows':[[7,'1984-05-12']],'columns':['id','dob']} | date_of_birth 1984-05-12",
        "{'columns':[{'name':'n'},{'name':'ssn'}],'data':[[1,'123456789']]} | ssn 123456789",
        "{'columns':[{'type':{'a':['x']},'name':'ssn'}],'rows':[[123456789]]} | ssn 123456789",
        "{'records':[['a]\\\"',123456789]],'fields':[{'name':'x'},{'name':'ssn'}]} | ssn 123456789",
        "{'rows':[ [ '123456789' ] ] , 'headers' : [ 'ssn' ]} | ssn 123456789",
        "{'rows':[['4155552671','x']],'columns':['ticket','state']} | ``",
        "{'rows':[['10.0.4.2',12]],'columns':['agent_version','hosts']} | ``",
        "{'rows':[['123456789']],'columns':[]} | ``",
        "{'rows':[['123456789']],'columns':'ssn'} | ``",
        "{'rows':[['123456789']]} | ``",
        "{'fields':[{'name':'ssn'}],'tags':['123456789']} | ``",
        "{'fields':[{'name':'ssn'}],'rings':[[123456789]]} | ``"
      })
  void readsColumnsBehindTheirRowsAndDescribedOnes(String json, String expected) {
    assertThat(found(json)).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
  }

  @Test
  void readsRowsWithinRows() {
    String open = "{\"rows\":[[".repeat(12);
    String json = open + "1" + "]],\"columns\":[\"ssn\"]}".repeat(12);
    assertThat(found(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'quote':{'number':'839-257-3204'}}",
        "{'meter_number':'415-555-2671'}",
        "{'toolId':'415-555-2671'}",
        "{'slot':'323-91-3816'}",
        "{'batch_id':'528-61-9537'}",
        "{'deliveryNo':'415-555-2671'}",
        "{'ids':['4355452749468282','5516507130993017']}",
        "{'gl_code':'286-90-2412'}",
        "{'firmware':'172.20.1.9'}",
        "{'toolVersion':'192.168.12.4'}"
      })
  void leavesWhatIsTheNumberOfAThingByItsName(String json) {
    assertThat(found(json)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'contact_number':'839-257-3204'} | phone 839-257-3204",
        "{'number':'415-555-2671'} | phone 415-555-2671",
        "{'office':{'number':'415-555-2671'}} | phone 415-555-2671",
        "{'callerId':'415-555-2671'} | phone 415-555-2671",
        "{'userId':'415-555-2671'} | phone 415-555-2671",
        "{'national_code':'286-90-2412'} | ssn 286-90-2412",
        "{'firmware_host':'172.20.1.9'} | ip_address 172.20.1.9"
      })
  void findsWhatIsTheNumberOfAPersonByItsName(String json, String expected) {
    assertThat(found(json)).containsExactly(expected);
  }
}
