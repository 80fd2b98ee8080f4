using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>What an interpreter is asked about some blocks, as canonical JSON; its hash names the answer.</summary>
internal sealed record AnnotationRequest(IReadOnlyList<Block> Blocks, string Json)
{
    /// <summary>Blocks in one request.</summary>
    public const int MaxBlocks = 16;

    public string Hash { get; } = CanonicalJson.Hash(Json);

    /// <summary>Blocks are called by their position in the document, so that equal texts are asked about one by one.</summary>
    public static string IdOf(Block block) => string.Create(CultureInfo.InvariantCulture, $"b{block.Index}");

    private static AnnotationRequest Of(SchemaDefinition schema, InterpretationOptions options, string part, IReadOnlyList<Block> blocks)
    {
        var asked = blocks.Select(b =>
            $$"""{"id":"{{IdOf(b)}}",{{Refused(options.Retry, part, b)}}"text":{{JsonText.String(b.Text)}},"type":"{{b.Type.Name()}}"}"""
        );
        var of = $$"""{"hash":"{{schema.Hash}}","type":{{JsonText.String(schema.EntityType)}}}""";
        var json = $$"""{"blocks":[{{string.Join(',', asked)}}],"prompt":{{options.Prompt ?? "null"}},"schema":{{of}}}""";
        return new(blocks, CanonicalJson.Of(JsonText.Element(json)));
    }

    /// <summary>
    /// Divides blocks into requests, leaving out those that the schema does not apply to and, of a retry, those of which nothing was rejected.
    /// </summary>
    /// <param name="part">The document's, by which a retry knows its blocks.</param>
    public static IEnumerable<AnnotationRequest> Of(
        SchemaDefinition schema,
        InterpretationOptions options,
        string part,
        IEnumerable<Block> blocks,
        Action<Block> skip
    )
    {
        var pack = new List<Block>(MaxBlocks);
        foreach (var block in blocks)
        {
            if (
                !schema.AppliesTo(block.Type.Name())
                || string.IsNullOrWhiteSpace(block.Text)
                || options.Retry is { } retry && !retry.Refusals.ContainsKey((part, block.Index))
            )
            {
                skip(block);
                continue;
            }
            pack.Add(block);
            if (pack.Count == MaxBlocks)
            {
                yield return Of(schema, options, part, pack);
                pack = new List<Block>(MaxBlocks);
            }
        }
        if (pack.Count > 0)
        {
            yield return Of(schema, options, part, pack);
        }
    }

    private static string Refused(RetryOptions? retry, string part, Block block)
    {
        if (retry is null || !retry.Refusals.TryGetValue((part, block.Index), out var refusals))
        {
            return "";
        }
        var told = refusals.Select(r =>
            $$"""{"field":{{JsonText.String(r.Field)}},"reason":{{(r.Reason is { } why ? JsonText.String(why) : "null")}},"value":{{r.Value}}}"""
        );
        return $"\"refused\":[{string.Join(',', told)}],";
    }
}

/// <summary>A request and its answer, which the run keeps.</summary>
internal sealed record PackAnswer(AnnotationRequest Request, string Answer)
{
    public long FirstBlock => Request.Blocks[0].Index;

    public long LastBlock => Request.Blocks[^1].Index;
}
