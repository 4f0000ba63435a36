package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keys and tokens that their issuers mark with a prefix, so that they can be found. */
final class IssuedKeyDetector extends Detector {
  private static final String NONE = "";
  private static final String URL = "-_";
  private static final String DOT = "-_.";
  private static final int LONG = 512;

  static final List<IssuedKey> KEYS =
      List.of(
          // clouds
          new IssuedKey("AKIA", 16, 16, NONE),
          new IssuedKey("ASIA", 16, 16, NONE),
          new IssuedKey("ABIA", 16, 16, NONE),
          new IssuedKey("ACCA", 16, 16, NONE),
          new IssuedKey("AIza", 35, 35, URL),
          new IssuedKey("GOCSPX-", 24, 32, URL),
          new IssuedKey("ya29.", 20, LONG, DOT),
          new IssuedKey("LTAI", 12, 26, NONE),
          new IssuedKey("AKID", 32, 32, NONE),
          new IssuedKey("dop_v1_", 64, 64, NONE),
          new IssuedKey("doo_v1_", 64, 64, NONE),
          new IssuedKey("dor_v1_", 64, 64, NONE),
          new IssuedKey("dapi", 32, 34, URL),
          new IssuedKey("hvs.", 20, LONG, URL),
          new IssuedKey("hvb.", 20, LONG, URL),
          new IssuedKey("HRKU-", 32, 80, URL),
          new IssuedKey("sbp_", 40, 40, NONE),
          new IssuedKey("dp.pt.", 40, 48, NONE),
          new IssuedKey("pscale_tkn_", 32, 64, DOT),
          new IssuedKey("rnd_", 24, 64, NONE),
          new IssuedKey("dp.st.", 40, 60, DOT),
          new IssuedKey("dp.ct.", 40, 48, NONE),
          new IssuedKey("dp.sa.", 40, 48, NONE),
          new IssuedKey("dp.scim.", 40, 48, NONE),
          new IssuedKey("sb_secret_", 28, 64, URL),
          new IssuedKey("pscale_pw_", 32, 64, DOT),
          new IssuedKey("pscale_oauth_", 32, 64, DOT),
          new IssuedKey("v1.0-", 160, 180, "-"),
          new IssuedKey("atlasv1.", 60, 70, URL),
          new IssuedKey("tskey-", 24, 80, "-"),
          new IssuedKey("pul-", 40, 40, NONE),
          new IssuedKey("ops_", 200, LONG, URL),
          new IssuedKey("fo1_", 40, 48, URL),
          new IssuedKey("fm2_", 60, LONG, "_+/=,"),
          new IssuedKey("vcp_", 24, 64, NONE),
          new IssuedKey("nfp_", 36, 40, NONE),
          new IssuedKey("dt0c01.", 80, 100, "."),
          new IssuedKey("CFPAT-", 40, 50, URL),
          new IssuedKey("amzn.mws.", 36, 36, "-"),
          new IssuedKey("jfrog_", 40, 80, NONE),
          new IssuedKey("AKCp", 64, 75, NONE),
          new IssuedKey("cmVmdGtu", 50, 70, NONE),
          // forges and registries
          new IssuedKey("ghp_", 36, 40, NONE),
          new IssuedKey("gho_", 36, 40, NONE),
          new IssuedKey("ghu_", 36, 40, NONE),
          new IssuedKey("ghs_", 36, 40, NONE),
          new IssuedKey("ghr_", 36, 80, NONE),
          new IssuedKey("github_pat_", 22, 100, "_"),
          new IssuedKey("glpat-", 20, 64, DOT),
          new IssuedKey("gldt-", 20, 64, URL),
          new IssuedKey("glrt-", 20, 64, DOT),
          new IssuedKey("glptt-", 20, 64, URL),
          new IssuedKey("glsoat-", 20, 64, URL),
          new IssuedKey("glcbt-", 20, 80, URL),
          new IssuedKey("glft-", 20, 64, URL),
          new IssuedKey("glimt-", 20, 64, URL),
          new IssuedKey("glagent-", 40, 64, URL),
          new IssuedKey("gloas-", 40, 80, NONE),
          new IssuedKey("glffct-", 20, 64, URL),
          new IssuedKey("ATATT3x", 80, LONG, "-_="),
          new IssuedKey("ATBB", 24, 40, NONE),
          new IssuedKey("ATCTT3x", 80, LONG, "-_="),
          new IssuedKey("npm_", 36, 36, NONE),
          new IssuedKey("pypi-", 50, LONG, URL),
          new IssuedKey("rubygems_", 48, 48, NONE),
          new IssuedKey("dckr_pat_", 24, 40, URL),
          new IssuedKey("dckr_oat_", 24, 48, URL),
          new IssuedKey("oy2", 43, 43, NONE),
          new IssuedKey("cio", 32, 32, NONE),
          new IssuedKey("CLOJARS_", 60, 60, NONE),
          new IssuedKey("bkua_", 40, 40, NONE),
          new IssuedKey("CCIPAT_", 40, 80, "_"),
          new IssuedKey("CCIPRJ_", 40, 80, "_"),
          new IssuedKey("sgp_", 40, 64, "_"),
          new IssuedKey("squ_", 40, 40, NONE),
          new IssuedKey("sqp_", 40, 40, NONE),
          new IssuedKey("sqa_", 40, 40, NONE),
          new IssuedKey("pnu_", 36, 36, NONE),
          new IssuedKey("PMAK-", 40, 70, URL),
          new IssuedKey("lin_api_", 32, 48, NONE),
          new IssuedKey("lin_oauth_", 40, 80, NONE),
          new IssuedKey("figd_", 32, 64, URL),
          new IssuedKey("figo_", 32, 64, URL),
          new IssuedKey("secret_", 43, 43, NONE),
          new IssuedKey("pat-na1-", 36, 36, "-"),
          new IssuedKey("pat-eu1-", 36, 36, "-"),
          new IssuedKey("pat", 79, 79, "."),
          new IssuedKey("phx_", 40, 64, NONE),
          new IssuedKey("tfp_", 40, 64, URL),
          new IssuedKey("rdme_", 60, 80, NONE),
          new IssuedKey("ntn_", 40, 50, NONE),
          new IssuedKey("NRAK-", 27, 32, NONE),
          new IssuedKey("NRII-", 32, 32, URL),
          new IssuedKey("NRAA-", 27, 32, NONE),
          new IssuedKey("eyJrIjoi", 40, 200, "="),
          new IssuedKey("sntryu_", 64, 64, NONE),
          new IssuedKey("glsa_", 32, 48, "_"),
          new IssuedKey("glc_", 32, LONG, "_+/="),
          new IssuedKey("sntrys_", 40, LONG, "_+/="),
          // chat and mail
          new IssuedKey("xoxb-", 20, 200, "-"),
          new IssuedKey("xoxp-", 20, 200, "-"),
          new IssuedKey("xoxa-", 20, 200, "-"),
          new IssuedKey("xoxr-", 20, 200, "-"),
          new IssuedKey("xoxs-", 20, 200, "-"),
          new IssuedKey("xoxe.", 20, 300, "-."),
          new IssuedKey("xoxe-", 20, 300, "-"),
          new IssuedKey("xapp-", 20, 200, "-"),
          new IssuedKey("SG.", 60, 80, DOT),
          new IssuedKey("SK", 32, 32, NONE),
          new IssuedKey("key-", 32, 32, NONE),
          new IssuedKey("xkeysib-", 80, 82, "-"),
          new IssuedKey("xsmtpsib-", 80, 82, "-"),
          new IssuedKey("mlsn.", 60, 70, NONE),
          new IssuedKey("APA91b", 100, 180, URL),
          new IssuedKey("sl.", 130, 300, URL),
          new IssuedKey("EAAA", 56, 64, URL),
          new IssuedKey("EAA", 90, 400, NONE),
          new IssuedKey("webhook.office.com/webhookb2/", 100, 240, "-@/"),
          new IssuedKey("hooks.slack.com/services/T", 30, 80, "/"),
          new IssuedKey("discord.com/api/webhooks/", 60, 120, "-_/"),
          new IssuedKey("discordapp.com/api/webhooks/", 60, 120, "-_/"),
          // models
          new IssuedKey("sk-ant-", 24, 200, URL),
          new IssuedKey("sk-proj-", 20, 300, URL),
          new IssuedKey("sk-svcacct-", 20, 300, URL),
          new IssuedKey("sk-or-", 32, 100, URL),
          new IssuedKey("sk-", 20, 200, URL),
          new IssuedKey("hf_", 30, 48, NONE),
          new IssuedKey("gsk_", 40, 64, NONE),
          new IssuedKey("r8_", 30, 48, NONE),
          new IssuedKey("pplx-", 32, 64, NONE),
          new IssuedKey("xai-", 40, 100, NONE),
          new IssuedKey("api_org_", 34, 34, NONE),
          new IssuedKey("nvapi-", 60, 70, URL),
          new IssuedKey("pcsk_", 50, 80, "_"),
          new IssuedKey("tvly-", 28, 48, "-"),
          new IssuedKey("fc-", 32, 32, NONE),
          new IssuedKey("fw_", 24, 24, NONE),
          new IssuedKey("lsv2_pt_", 40, 48, "_"),
          new IssuedKey("lsv2_sk_", 40, 48, "_"),
          new IssuedKey("ls__", 32, 32, NONE),
          // shops
          new IssuedKey("sk_live_", 16, 128, NONE),
          new IssuedKey("sk_test_", 16, 128, NONE),
          new IssuedKey("rk_live_", 16, 128, NONE),
          new IssuedKey("rk_test_", 16, 128, NONE),
          new IssuedKey("whsec_", 24, 80, "+/="),
          new IssuedKey("shpat_", 32, 40, NONE),
          new IssuedKey("shpss_", 32, 40, NONE),
          new IssuedKey("shpca_", 32, 40, NONE),
          new IssuedKey("shppa_", 32, 40, NONE),
          new IssuedKey("sq0atp-", 22, 32, URL),
          new IssuedKey("sq0csp-", 40, 50, URL),
          new IssuedKey("duffel_live_", 40, 48, URL),
          new IssuedKey("duffel_test_", 40, 48, URL),
          new IssuedKey("EZAK", 54, 54, NONE),
          new IssuedKey("EZTK", 54, 54, NONE),
          new IssuedKey("FLWSECK-", 32, 40, "-"),
          new IssuedKey("FLWSECK_TEST-", 32, 40, "-"),
          new IssuedKey("shippo_live_", 40, 40, NONE),
          new IssuedKey("access_token$production$", 40, 60, "$"),
          new IssuedKey("AGE-SECRET-KEY-1", 50, 70, NONE));

  private static final int BITS = 5; // of a letter

  private final IssuedKey[][] byStart = new IssuedKey[1 << 2 * BITS][]; // their first two

  /** Sorts the known forms by their first two characters. */
  IssuedKeyDetector() {
    for (int start = 0; start < byStart.length; start++) {
      List<IssuedKey> same = new ArrayList<>();
      for (IssuedKey key : KEYS) {
        if (slot(key.prefix().charAt(0), key.prefix().charAt(1)) == start) {
          same.add(key);
        }
      }
      byStart[start] = same.toArray(new IssuedKey[0]);
    }
  }

  private static int slot(char first, char second) {
    int mask = (1 << BITS) - 1;
    return (first & mask) << BITS | second & mask;
  }

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.KEY);
  }

  @Override
  public boolean startsWith(char first) {
    return KEYS.stream().anyMatch(key -> key.prefix().charAt(0) == first);
  }

  /** Whether a prefix of letters stands in the middle of something in Base64. */
  private static boolean isInside(NormalText text, int at, IssuedKey key) {
    return text.at(at - 1) == '+' && text.isAlphanumeric(at - 2) && key.isPlain();
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    for (IssuedKey key : byStart[slot(text.at(at), text.at(at + 1))]) {
      if (key.startsAt(text, at) && !isInside(text, at, key)) {
        int end = key.end(text, at);
        int broken = end < 0 ? BrokenKey.end(key, text, at) : -1;
        if (broken > 0 && !text.isAlphanumeric(broken)) {
          return reading.add(at, broken, Strength.FAIR, "prefix");
        }
        reading.skipTo(at + key.prefix().length() + key.least());
        return end > 0
            && !text.isAlphanumeric(end)
            && reading.add(at, end, Strength.STRONG, "prefix");
      }
    }
    return false;
  }
}
