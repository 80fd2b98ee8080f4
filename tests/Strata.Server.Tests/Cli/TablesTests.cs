using Strata.Cli.Output;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>Lists and sums as a person sees them.</summary>
public sealed class TablesTests
{
    private const string Csv = """
        Invoice No,Vendor,Invoice Date,Total,Currency,Due Date,Notes
        INV-1,Acme,2026-01-02,120.50,EUR,2026-02-01,=HYPERLINK(1)
        INV-2,"Globex, Inc",2026-01-03,80,EUR,2026-03-01,
        INV-3,Acme,2026-02-02,300,JPY,2026-04-15,

        """;

    [Theory, DoorData, Trait("req", "N-140")]
    public async Task A_list_shows_the_columns_of_its_type_or_those_that_are_named_and_money_with_its_decimals(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        var shown = (
            await store.RunAsync("entities", "list", "--type", "invoice", "--where", "vendor = Acme or total < 100")
        ).ShouldEndWith(0);

        var lines = shown.Out.Split('\n');
        lines[0]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["id", "invoice_number", "vendor", "issue_date", "due_date", "total"]);
        shown.Out.ShouldContain("120.50 EUR");
        shown.Out.ShouldContain("80.00 EUR");
        shown.Out.ShouldContain(" 300 JPY");
        shown.Err.ShouldContain("where vendor = 'Acme' or total < 100");
        (await store.RunAsync("entities", "list", "--type", "invoice", "--columns", "vendor,notes")).Out.ShouldContain("=HYPERLINK(1)");
    }

    [Theory, DoorData, Trait("req", "N-140")]
    public async Task Lists_and_sums_are_printed_as_csv_that_no_spreadsheet_runs_if_asked(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        (
            await store.RunAsync(
                "entities",
                "list",
                "--type",
                "invoice",
                "--columns",
                "invoice_number,vendor,notes",
                "--sort",
                "invoice_number",
                "--csv"
            )
        )
            .ShouldEndWith(0)
            .Out.Split("\r\n")
            .Select(l => l[(l.IndexOf(',') + 1)..])
            .ShouldBe(["invoice_number,vendor,notes", "INV-1,Acme,=HYPERLINK(1)", "INV-2,\"Globex, Inc\",", "INV-3,Acme,", ""]);
        (await store.RunAsync("entities", "list", "--type", "invoice", "--columns", "notes", "--csv-safe")).Out.ShouldContain(
            "'=HYPERLINK(1)"
        );
        (await store.RunAsync("entities", "sum", "total", "--type", "invoice", "--by", "vendor", "--csv"))
            .ShouldEndWith(0)
            .Out.ShouldBe(
                "vendor,currency,count,sum,min,max,average,missing,doubtful\r\nAcme,JPY,1,300,300,300,300,0,0\r\nAcme,EUR,1,120.50,120.50,120.50,120.50,0,0\r\n\"Globex, Inc\",EUR,1,80.00,80.00,80.00,80.00,0,0\r\n"
            );
        (await store.RunAsync("entities", "list", "--csv", "--json")).ShouldEndWith(2);
    }

    [Theory, DoorData, Trait("req", "N-140")]
    public async Task Sums_are_a_table_with_totals_by_currency(Engine engine)
    {
        await using var store = await FilledAsync(engine);

        var shown = (await store.RunAsync("entities", "sum", "total", "--type", "invoice", "--by", "month(issue_date)"))
            .ShouldEndWith(0)
            .Out;

        Squeezed(shown)
            .ShouldStartWith(
                """
                month(issue_date) count sum min max average
                2026-01 2 200.50 EUR 80.00 120.50 100.25
                2026-02 1 300 JPY 300 300 300
                all 2 200.50 EUR 80.00 120.50 100.25
                all 1 300 JPY 300 300 300
                """
            );
        Squeezed((await store.RunAsync("entities", "types")).Out).ShouldStartWith("entity_type count\ninvoice 3\n");
        (await store.RunAsync("entities", "sum", "--type", "invoice", "--by", "vendor", "--limit", "1")).Err.ShouldContain("1 more group");
        var json = await store.JsonAsync("entities", "sum", "total", "--type", "invoice", "--where", "issue_date in 2026-01");
        json.GetProperty("groups")[0].Text("sum").ShouldBe("200.5");
        (await store.RunAsync("entities", "sum", "total", "--type", "invoice", "--where", "total >"))
            .ShouldEndWith(1)
            .Err.ShouldContain("at character 8");
    }

    [Theory]
    [InlineData("one two three four five six seven", "one two three FOUR five six seven", "one two three [-four-] {+FOUR+} five six seven")]
    [InlineData("a b c d e f g h i", "a b c d e f g h j", "… f g h [-i-] {+j+}")]
    [InlineData("a b", "a b c", "a b {+c+}")]
    [InlineData("same", "same", "same")]
    [InlineData("x a b c d e f g h y", "X a b c d e f g h Y", "[-x-] {+X+} a b c … f g h [-y-] {+Y+}")]
    public void Text_history_shows_what_changed(string before, string after, string shown) => TextDiff.Of(before, after).ShouldBe(shown);

    [Theory]
    [InlineData("1.5", "EUR", "1.50 EUR")]
    [InlineData("150", "JPY", "150 JPY")]
    [InlineData("0.5", "JPY", "0.5 JPY")]
    [InlineData("1.2345", "USD", "1.2345 USD")]
    [InlineData("7", "KWD", "7.000 KWD")]
    [InlineData("7.1", null, "7.1")]
    public void Amounts_have_the_decimals_of_their_currency(string amount, string? currency, string shown) =>
        MoneyView.Show(JsonElement.Parse(amount), currency).ShouldBe(shown);

    private static string Squeezed(string text) =>
        string.Join('\n', text.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    private static async Task<CliStore> FilledAsync(Engine engine)
    {
        var store = await CliStore.CreateAsync(engine);
        (await store.RunAsync("ingest", store.Write("invoices.csv", Csv), "--type", "invoice")).ShouldEndWith(0);
        return store;
    }
}
