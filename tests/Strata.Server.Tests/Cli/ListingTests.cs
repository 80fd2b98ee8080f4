using Strata.Cli.Output;

namespace Strata.Server.Tests.Cli;

public sealed class ListingTests
{
    [Fact]
    public void Columns_line_up_and_nothing_is_cut_when_piped() =>
        Shown(width: 4096)
            .ShouldBe(
                """
                id     no  title
                ent_1   7  田中さん and a long title that does not fit
                ent_2      B\u001b[31m

                """
            );

    [Fact]
    public void Long_cells_are_cut_to_the_width_of_the_terminal() =>
        Shown(width: 24)
            .ShouldBe(
                """
                id     no  title
                ent_1   7  田中さん and…
                ent_2      B\u001b[31m

                """
            );

    private static string Shown(int width)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = Printer.Open(writer, redirected: true);
        console.Profile.Width = width;
        var listing = new ConsoleTable(console, "id", "#no", "title");
        listing.Row("ent_1", "7", "田中さん and a long title that does not fit");
        listing.Row("ent_2", null, "B\u001b[31m");
        listing.Write("nothing");
        return writer.ToString();
    }
}
