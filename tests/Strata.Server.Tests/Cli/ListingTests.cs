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

    [Fact]
    public async Task What_its_columns_do_not_name_is_listed_with_its_title()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        await store.JsonAsync("ingest", store.Write("a.csv", "id,first_name,last_name\n7,Mia,Holm\n"), "--type", "contact");

        var listed = (await store.RunAsync("ls", "contact")).ShouldEndWith(0).Lines;

        listed[0].ShouldEndWith("title");
        listed[1].ShouldEndWith("Mia Holm");
    }

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
