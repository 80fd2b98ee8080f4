namespace Strata.Tests.Json;

/// <summary>Enums are snake_case in JSON and tables, and a name that is none is refused with those that are.</summary>
public sealed class EnumNamesTests
{
    [Fact]
    public void Members_have_snake_case_names() =>
        Enum.GetValues<PromotionState>().Select(s => s.Name()).ShouldBe(["backfilling", "done", "rolling_back", "rolled_back"]);

    [Fact]
    public void Names_are_parsed_exactly()
    {
        EnumNames.Parse<PromotionState>("rolling_back").ShouldBe(PromotionState.RollingBack);
        EnumNames.Find<PromotionState>("Rolling_back").ShouldBeNull();
        Should.Throw<ArgumentException>(() => EnumNames.Parse<PromotionState>("0"));
    }

    [Theory]
    [InlineData("\"root\"")]
    [InlineData("1")]
    public void Other_values_are_refused_with_the_names(string scope)
    {
        var refusal = Should.Throw<JsonException>(() =>
            JsonSerializer.Deserialize<TokenRequest>($$"""{"name":"a","scope":{{scope}}}""", StrataJson.Options)
        );
        BadJson.Of(refusal).Message.ShouldBe("Invalid JSON at $.scope: must be one of read, review, write, admin.");
    }
}
