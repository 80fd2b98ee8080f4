using Strata.Testing;

namespace Strata.Review;

/// <summary>Takes paragraphs in and reads them by answers that are recorded before.</summary>
internal static class RecordedReading
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <param name="fields">Returns what is answered about a paragraph and its place, as JSON.</param>
    /// <returns>Whether the bytes were held already, with the run that read them by the answers.</returns>
    public static async Task<IngestResult> ReadAsync(
        TestStore store,
        string type,
        IngestRequest request,
        IReadOnlyList<string> paragraphs,
        Func<string, int, string> fields
    )
    {
        var user = store.Alice;
        var taken = await user.IngestAsync(request.FileName!, string.Join("\n\n", paragraphs) + "\n", request);
        var document = (await user.Documents.ListAsync(new DocumentQuery { SourceId = taken.SourceId }, None)).Items[0];
        var folder = Directory.CreateDirectory(Path.Combine(store.Folder, "answers"));
        var query = new PlanAnswers
        {
            DocumentId = document.DocumentId,
            EntityType = type,
            Limit = 1000,
        };
        foreach (var planned in (await user.Runs.PlanAsync(query, None)).Items)
        {
            var blocks = planned
                .Request.GetProperty("blocks")
                .EnumerateArray()
                .Select(b => (Id: b.GetProperty("id").GetString()!, Text: b.GetProperty("text").GetString()!))
                .Select(b => $$"""{"id":"{{b.Id}}","fields":{{fields(b.Text, int.Parse(b.Id[1..], CultureInfo.InvariantCulture))}} }""");
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, planned.Hash + ".json"),
                $$"""{"blocks":[{{string.Join(',', blocks)}}]}""",
                None
            );
        }
        var read = new ReinterpretRequest
        {
            SourceId = taken.SourceId,
            EntityType = type,
            Interpreter = "recorded",
        };
        return await user.Sources.ReinterpretAsync(read, null, None) with { Deduplicated = taken.Deduplicated };
    }
}
