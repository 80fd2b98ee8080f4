using Strata.Cli.Sources;

namespace Strata.Server.Tests.Cli;

public sealed class StructuredInputTests
{
    private const string One = """{"entity_type":"note","fields":{"title":"a"}}""";

    [Theory]
    [InlineData(One, 1)]
    [InlineData("[" + One + "," + One + "]", 2)]
    [InlineData(One + "\n" + One + "\n" + One, 3)]
    [InlineData("{\"entities\":[" + One + "]}", 1)]
    [InlineData("[]", 0)]
    public async Task Entities_are_read_from_every_accepted_shape(string json, int count)
    {
        var request = await ReadAsync(json, null);

        request.Entities.Count.ShouldBe(count);
        request.Entities.ShouldAllBe(e => e.EntityType == "note" && e.Fields["title"].GetString() == "a");
    }

    [Theory]
    [InlineData("""{"title":"a"}""")]
    [InlineData("""{"fields":{"title":"a"}}""")]
    public async Task Bare_fields_take_the_type_named_on_the_command_line(string json)
    {
        var entity = (await ReadAsync(json, "note")).Entities.ShouldHaveSingleItem();

        entity.EntityType.ShouldBe("note");
        entity.Fields.Keys.ShouldBe(["title"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("""{"title":"a"}""")]
    [InlineData("""{"entity_type":"note","fields":{},"feilds":{}}""")]
    public async Task What_is_no_entity_is_refused(string json) =>
        (await Should.ThrowAsync<StrataException>(() => ReadAsync(json, null))).Code.ShouldBe(ErrorCode.InvalidContent);

    [Theory]
    [InlineData("[" + One + """,{"entity_type":"note","fields":{},"feilds":{}}]""", "$[1].feilds: unknown property feilds")]
    [InlineData("""{"entity_type":"note","fields":[]}""", "$[0].fields: the value has the wrong type")]
    [InlineData("""{"fields":{}}""", "$[0]: required: entity_type")]
    [InlineData("""{"entities":[{"fields":{}}]}""", "$.entities[0]: required: entity_type")]
    public async Task What_does_not_fit_is_said_in_words_of_the_interface(string json, string said)
    {
        var refusal = await Should.ThrowAsync<StrataException>(() => ReadAsync(json, null));

        refusal.Message.ShouldContain(said);
        refusal.Message.ShouldNotContain("Strata.");
        refusal.Message.ShouldNotContain("System.");
    }

    private static Task<StructuredRequest> ReadAsync(string json, string? type) =>
        StructuredInput.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(json)), type, TestContext.Current.CancellationToken);
}
