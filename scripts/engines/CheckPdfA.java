import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Validates files as PDF/A-2b: one line each, `true NAME` or `false NAME`, and what was found below it. */
public class CheckPdfA {
  public static void main(String[] names) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    var foundry = Foundries.defaultInstance();
    for (String name : names)
      try (var parser = foundry.createParser(new File(name), PDFAFlavour.PDFA_2_B);
          var validator = foundry.createValidator(PDFAFlavour.PDFA_2_B, false)) {
        var result = validator.validate(parser);
        System.out.println(result.isCompliant() + " " + new File(name).getName());
        for (var found : result.getTestAssertions())
          System.out.println("  " + found.getRuleId().getClause() + ": " + found.getMessage());
      }
  }
}
