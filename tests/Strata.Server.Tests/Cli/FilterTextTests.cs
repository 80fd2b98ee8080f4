using Strata.Cli;
using Strata.Cli.Entities;

namespace Strata.Server.Tests.Cli;

public sealed class FilterTextTests
{
    private static readonly JsonElement Schema = JsonElement.Parse(
        """{"properties":{"total":{"type":"number"},"number":{"type":"string"},"due":{"anyOf":[{"type":"string"},{"type":"null"}]}}}"""
    );

    [Theory]
    [InlineData("total>100", "total", "gt", "100")]
    [InlineData("total>=100", "total", "ge", "100")]
    [InlineData("total < 1.5", "total", "lt", "1.5")]
    [InlineData("total<=1", "total", "le", "1")]
    [InlineData("vendor=Acme", "vendor", "eq", "\"Acme\"")]
    [InlineData("vendor!=Acme", "vendor", "ne", "\"Acme\"")]
    [InlineData("vendor^=Ac", "vendor", "prefix", "\"Ac\"")]
    [InlineData("vendor~=cm=e", "vendor", "contains", "\"cm=e\"")]
    [InlineData("total:gt:100", "total", "gt", "100")]
    [InlineData("url:eq:http://a", "url", "eq", "\"http://a\"")]
    [InlineData("paid=true", "paid", "eq", "true")]
    [InlineData("number=0042", "number", "eq", "\"0042\"")]
    [InlineData("number=42", "number", "eq", "\"42\"")]
    [InlineData("name^=4", "name", "prefix", "\"4\"")]
    [InlineData("total?", "total", "exists", null)]
    [InlineData("!total", "total", "missing", null)]
    [InlineData("total:missing", "total", "missing", null)]
    public void Condition_reads_as_field_operator_and_value_of_the_fields_kind(string text, string field, string op, string? value)
    {
        var filter = FilterArgument.Parse(text).ToFilter(Schema);

        (filter.Field, filter.Op, filter.Value?.GetRawText()).ShouldBe((field, op, value));
    }

    [Theory]
    [InlineData("total")]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("=3")]
    public void Condition_is_refused_when_it_is_none(string text) => Should.Throw<UsageException>(() => FilterArgument.Parse(text));
}
