using Strata.Testing;

namespace Strata.Export;

/// <summary>A text with what a recorded answer says of its blocks, staged.</summary>
internal sealed class AnnotatedText(IStrata user, string runId)
{
    public const string Contract = "# Services agreement\n\nThe supplier shall deliver by 1 March 2027.\n\nLiability is limited.\n";

    public const string Clauses =
        """{"blocks":[{"id":"b1","fields":{"topic":{"value":"term","quote":"deliver by 1 March 2027"},"risk":{"value":"high"}}}]}""";

    private static readonly CancellationToken None = CancellationToken.None;

    public required string SourceId { get; init; }

    /// <param name="schema">Null: that of the template.</param>
    public static async Task<AnnotatedText> IngestAsync(
        TestStore store,
        string template,
        string answer,
        string name = "contract.md",
        byte[]? content = null,
        JsonElement? schema = null
    )
    {
        var user = store.Alice;
        schema ??= (await user.Schemas.ListTemplatesAsync(None)).First(t => t.Name == template).Schema;
        await user.Schemas.RegisterAsync(new RegisterSchemaRequest { EntityType = template, Schema = schema.Value }, None);
        var source = (await user.IngestAsync(name, content ?? Encoding.UTF8.GetBytes(Contract))).SourceId;
        var document = (await user.Documents.ListAsync(new DocumentQuery { SourceId = source }, None)).Items[0];
        var planned = await user.Runs.PlanAsync(new PlanAnswers { DocumentId = document.DocumentId, EntityType = template }, None);
        var folder = Directory.CreateDirectory(Path.Combine(store.Folder, "answers"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, planned.Items.ShouldHaveSingleItem().Hash + ".json"), answer, None);
        var run = await user.Sources.ReinterpretAsync(
            new ReinterpretRequest
            {
                SourceId = source,
                EntityType = template,
                Interpreter = "recorded",
            },
            null,
            None
        );
        return new AnnotatedText(user, run.Run.ShouldNotBeNull().RunId) { SourceId = source };
    }

    public Task ConfirmAsync(string field) => DecideAsync(field, ReviewAction.Confirm, null);

    public Task CorrectAsync(string field, string value) => DecideAsync(field, ReviewAction.Correct, value);

    /// <summary>Decides about the findings of a field, or of one block.</summary>
    public async Task DecideAsync(string field, ReviewAction action, string? value, long? block = null)
    {
        var found = (await user.Review.ListAsync(new ListFindings { RunId = runId, Field = field }, None)).Items;
        await user.Review.ReviewAsync(
            new ReviewFindings
            {
                Changes =
                [
                    .. found
                        .Where(f => block is null || f.Block == block)
                        .Select(f => new FindingChange
                        {
                            FindingId = f.FindingId,
                            Action = action,
                            Value = value is null ? null : JsonElement.Parse(JsonSerializer.Serialize(value)),
                        }),
                ],
            },
            None
        );
    }
}
