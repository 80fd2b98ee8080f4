namespace Strata.Operations;

public sealed class NearNamesTests
{
    private static readonly string[] Known = ["total", "subtotal", "due_date", "issue_date", "vendor", "vendor_vat_id", "iban"];

    [Theory]
    [InlineData("totla", "total")]
    [InlineData("Total", "total")]
    [InlineData("due date", "due_date")]
    [InlineData("duedat", "due_date")]
    [InlineData("vend", "vendor vendor_vat_id")]
    [InlineData("ibna", "iban")]
    [InlineData("date", "")]
    [InlineData("colour", "")]
    [InlineData("", "")]
    public void Nearest_come_first_and_strangers_not(string asked, string near) =>
        string.Join(' ', NearNames.Of(asked, Known)).ShouldBe(near);

    [Fact]
    public void Question_names_them()
    {
        NearNames.Question("vend", Known).ShouldBe(" Did you mean 'vendor' or 'vendor_vat_id'?");
        NearNames.Question("colour", Known).ShouldBeEmpty();
        NearNames.Question(new string('x', 100_000), Known).ShouldBeEmpty();
    }
}
