namespace Strata.Tests.Schemas;

public sealed class IdentityRuleTests
{
    [Fact]
    public void Key_is_the_rule_and_its_normalised_values()
    {
        var rule = new IdentityRule("number+vendor", [new("number", Normaliser.Identifier), new("vendor", Normaliser.Name)]);

        Key(rule, """{"number":"re-1/2","vendor":"Müller & Co."}""").ShouldBe("number+vendor\u001fRE12\u001fmuller co");
        Key(rule, """{"vendor":"MULLER CO","number":"RE 12"}""").ShouldBe("number+vendor\u001fRE12\u001fmuller co");
    }

    [Theory]
    [InlineData("""{"number":"1"}""")]
    [InlineData("""{"number":"1","vendor":null}""")]
    [InlineData("""{"number":"1","vendor":" "}""")]
    public void Rule_gives_no_key_when_a_field_is_missing(string fields) =>
        Key(new IdentityRule("number+vendor", [new("number", Normaliser.Exact), new("vendor", Normaliser.Text)]), fields).ShouldBeNull();

    [Fact]
    public void Optional_field_tells_apart_where_it_is_present_and_is_not_needed()
    {
        var rule = new IdentityRule("a+b?", [new("a", Normaliser.Exact), new("b", Normaliser.Exact, Optional: true)]);

        Key(rule, """{"a":"1"}""").ShouldBe("a+b?\u001f1\u001f");
        Key(rule, """{"a":"1","b":"x"}""").ShouldNotBe(Key(rule, """{"a":"1","b":"y"}"""));
    }

    [Fact]
    public void Long_values_and_separators_inside_values_cannot_make_keys_collide()
    {
        var rule = new IdentityRule("a+b", [new("a", Normaliser.Exact), new("b", Normaliser.Exact)]);

        var longKey = Key(rule, $$"""{"a":"{{new string('x', 201)}}","b":"1"}""");
        longKey.ShouldBe("a+b\u001fsha256:" + CanonicalJson.Hash(new string('x', 201)) + "\u001f1");
        Key(rule, """{"a":"1\u001f2","b":"3"}""").ShouldNotBe(Key(rule, """{"a":"1","b":"2\u001f3"}"""));
    }

    [Theory]
    [InlineData(
        """{"date":"2026-01-05","amount":-4.20,"description":"Coffee","account":"DE 12","balance":100}""",
        """{"description":"COFFEE ","balance":100.00,"account":"DE12","amount":-4.2,"date":"2026-01-05"}""",
        true
    )]
    [InlineData(
        """{"date":"2026-01-05","amount":-4.20,"description":"Coffee","account":"DE 12","balance":100}""",
        """{"date":"2026-01-05","amount":-4.20,"description":"Coffee","account":"DE 12","balance":95.80}""",
        false
    )]
    [InlineData(
        """{"date":"2026-01-05","amount":-4.20,"description":"Coffee","external_id":"T1"}""",
        """{"date":"2026-01-05","amount":-4.20,"description":"Coffee","external_id":"T2"}""",
        false
    )]
    public void Transactions_of_overlapping_exports_are_one_and_two_equal_coffees_are_two(string a, string b, bool same)
    {
        var rules = Seeds.Of("transaction").Identity;

        rules.Any(r => Key(r, a) is { } key && key == Key(r, b)).ShouldBe(same);
    }

    private static string? Key(IdentityRule rule, string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var fields = parsed.RootElement;
        return rule.KeyOf(name => fields.TryGetProperty(name, out var value) ? value : null);
    }
}
