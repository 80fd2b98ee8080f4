using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>
/// Makes findings of an answer about blocks: <c>{"blocks":[{"id":"b0","fields":{"risk":{"value":"high","quote":"…"}}}]}</c>. Every value of
/// the answer is in a finding, whatever is wrong with it.
/// </summary>
internal static class AnnotationAnswer
{
    private const int MaxShown = 200;

    /// <param name="slice">Returns the source's decoded text at a range.</param>
    /// <param name="note">Told what can't be part of a finding: blocks without an answer, answers about no block.</param>
    public static IEnumerable<Finding> Findings(
        SchemaDefinition schema,
        PackAnswer pack,
        Encoding encoding,
        Func<ByteRange, string> slice,
        AnnotationConfidence confidence,
        Action<string> note
    )
    {
        var answers = Read(pack, note);
        foreach (var block in pack.Request.Blocks)
        {
            if (!answers.Remove(AnnotationRequest.IdOf(block), out var stated))
            {
                note($"block {block.Index}: no answer");
                continue;
            }
            var answer = new BlockAnswer(schema, block, encoding, slice, confidence);
            foreach (var field in stated.SelectMany(f => f.EnumerateObject()))
            {
                answer.Add(field);
            }
            if (answer.Finding() is { } finding)
            {
                yield return finding;
            }
        }
        foreach (var id in answers.Keys)
        {
            note($"the answer is about a block '{Short(id)}' that was not asked about");
        }
    }

    /// <summary>Returns what is stated of each block, which may be stated in several parts.</summary>
    private static Dictionary<string, List<JsonElement>> Read(PackAnswer pack, Action<string> note)
    {
        var answers = new Dictionary<string, List<JsonElement>>(StringComparer.Ordinal);
        JsonElement json;
        try
        {
            json = JsonElement.Parse(pack.Answer);
        }
        catch (JsonException)
        {
            note($"blocks {pack.FirstBlock}–{pack.LastBlock}: the answer is not JSON: {Short(pack.Answer)}");
            return answers;
        }
        if (
            json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("blocks", out var blocks)
            || blocks.ValueKind != JsonValueKind.Array
        )
        {
            note($"blocks {pack.FirstBlock}–{pack.LastBlock}: the answer has no list of blocks");
            return answers;
        }
        foreach (var block in blocks.EnumerateArray())
        {
            if (
                block.ValueKind == JsonValueKind.Object
                && block.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String
                && block.TryGetProperty("fields", out var fields)
                && fields.ValueKind == JsonValueKind.Object
            )
            {
                if (!answers.TryGetValue(id.GetString() ?? "", out var stated))
                {
                    answers.Add(id.GetString() ?? "", stated = []);
                }
                stated.Add(fields);
            }
            else
            {
                note($"a part of the answer is not read: {Short(block.GetRawText())}");
            }
        }
        return answers;
    }

    private static string Short(string text) => text.Length > MaxShown ? text[..MaxShown] + "…" : text;

    /// <summary>What an answer says of one block.</summary>
    private sealed class BlockAnswer(
        SchemaDefinition schema,
        Block block,
        Encoding encoding,
        Func<ByteRange, string> slice,
        AnnotationConfidence confidence
    )
    {
        private readonly List<FoundField> _found = [];
        private readonly List<FoundFragment> _fragments = [];

        /// <summary>The value that is stated first, by field, whatever becomes of it.</summary>
        private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);
        private readonly HashSet<string> _contradicted = new(StringComparer.Ordinal);

        /// <summary>Null if nothing is said.</summary>
        public Finding? Finding()
        {
            var fields = _found.ConvertAll(f =>
                _contradicted.Contains(f.Name) ? f with { Confidence = AnnotationConfidence.InConflict(f.Confidence) } : f
            );
            return fields.Count + _fragments.Count == 0
                ? null
                : new Finding
                {
                    Block = block.Index,
                    BlockType = block.Type.Name(),
                    Range = block.Range,
                    Schema = schema,
                    Fields = fields,
                    Fragments = _fragments,
                    Confidence = fields.Count == 0 ? 0 : fields.Average(f => f.Confidence ?? 0),
                };
        }

        public void Add(JsonProperty field)
        {
            var stated = field.Value;
            if (stated.ValueKind != JsonValueKind.Object || !stated.TryGetProperty("value", out var value))
            {
                Unparsed(stated, "the answer has no value");
                return;
            }
            if (value.ValueKind == JsonValueKind.Null)
            {
                return; // It says that there is none.
            }
            if (!schema.Fields.TryGetValue(field.Name, out var declared))
            {
                Unparsed(value, $"schema '{schema.EntityType}' declares no field '{Short(field.Name)}'");
                return;
            }
            if (schema.Reject(field.Name, value) is { } reason)
            {
                Unparsed(value, reason);
                return;
            }
            var json = CanonicalJson.Of(value);
            var quote = stated.TryGetProperty("quote", out var q) && q.ValueKind == JsonValueKind.String ? q.GetString() : null;
            if (!_first.TryAdd(field.Name, json) && _first[field.Name] != json)
            {
                _contradicted.Add(field.Name);
            }
            if (_found.Find(f => f.Name == field.Name) is { } known)
            {
                if (known.Json != json)
                {
                    Quarantined(json, quote ?? "", $"the answer states another value of this field, {Short(known.Json)}, before");
                }
                return;
            }
            if (string.IsNullOrWhiteSpace(quote))
            {
                if (declared.Evidence == FieldEvidenceRule.Required)
                {
                    Quarantined(json, "", "it quotes nothing");
                    return;
                }
                _found.Add(
                    new FoundField(field.Name, json, "", new ByteRange(block.Range.Start, 0))
                    {
                        Confidence = AnnotationConfidence.OfUnquoted(declared, block),
                    }
                );
                return;
            }
            var text = slice(block.Range);
            var at = text.IndexOf(quote, StringComparison.Ordinal);
            if (at < 0)
            {
                Quarantined(json, quote, $"what it quotes, “{Short(quote)}”, does not stand in its block");
                return;
            }
            var isRepeated = text.IndexOf(quote, at + 1, StringComparison.Ordinal) >= 0;
            var start = block.Range.Start + encoding.GetByteCount(text.AsSpan(0, at));
            _found.Add(
                new FoundField(field.Name, json, quote, new ByteRange(start, encoding.GetByteCount(quote)))
                {
                    Confidence = confidence.OfQuoted(declared, block, json, quote, isRepeated),
                }
            );

            void Unparsed(JsonElement what, string why) =>
                _fragments.Add(
                    new FoundFragment(field.Name, CanonicalJson.Of(what), why, "", new ByteRange(block.Range.Start, 0))
                    {
                        IsUnparsed = true,
                    }
                );

            void Quarantined(string what, string raw, string why) =>
                _fragments.Add(
                    new FoundFragment(field.Name, what, $"quarantined: {why}", raw, new ByteRange(block.Range.Start, 0))
                    {
                        IsQuarantined = true,
                    }
                );
        }
    }
}
