import java.io.FileInputStream;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF whether each file is PDF/A-2a and PDF/UA-1, and says which rule is broken. Called by check-papers.sh. */
public class PaperCheck {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int broken = 0;
        for (PDFAFlavour standard : new PDFAFlavour[] {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1}) {
            for (String file : files) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), standard)) {
                    ValidationResult result = Foundries.defaultInstance().createValidator(standard, false).validate(parser);
                    if (result.isCompliant()) {
                        continue;
                    }
                    broken++;
                    Set<String> said = new TreeSet<>();
                    for (TestAssertion one : result.getTestAssertions()) {
                        said.add(one.getRuleId() + " " + one.getMessage());
                    }
                    System.out.println("✗ " + file + ": " + standard);
                    said.stream().limit(5).forEach(words -> System.out.println("  " + words));
                }
            }
        }
        System.out.println(files.length + " PDF × 2, " + broken + " ✗");
        System.exit(broken > 0 ? 1 : 0);
    }
}
