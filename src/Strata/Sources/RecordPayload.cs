using System.Buffers;

namespace Strata.Sources;

/// <summary>
/// Writes the bytes of a structured source, the request as canonical JSON, and notes the byte range of every field, so that structured
/// values can be traced to bytes like all others.
/// </summary>
internal sealed class RecordPayload
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private bool _first = true;

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Begin(string? attachmentDigest)
    {
        Text("{");
        if (attachmentDigest is not null)
        {
            Text($"\"attachment\":\"{attachmentDigest}\",");
        }
        Text("\"entities\":[");
    }

    /// <summary>Writes one entity and returns the range of each field's value; for strings, the range inside the quotes.</summary>
    public IReadOnlyList<(string Name, ByteRange Range)> Add(StructuredEntity entity, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        Text(_first ? "{\"entity_type\":" : ",{\"entity_type\":");
        _first = false;
        Text(JsonText.String(entity.EntityType));
        Text(",\"fields\":{");
        var ranges = new (string, ByteRange)[fields.Count];
        for (var i = 0; i < fields.Count; i++)
        {
            var (name, json) = fields[i];
            Text(i == 0 ? "" : ",");
            Text(JsonText.String(name));
            Text(":");
            var start = _bytes.WrittenCount;
            Text(json);
            var inside = json[0] == '"' ? 1 : 0;
            ranges[i] = (name, new ByteRange(start + inside, _bytes.WrittenCount - start - (2 * inside)));
        }
        Text("}");
        if (entity.ObservedAt is { } at)
        {
            Text($",\"observed_at\":\"{Iso(at)}\"");
        }
        if (entity.Ref is { } reference)
        {
            Text($",\"ref\":{JsonText.String(reference)}");
        }
        Text("}");
        return ranges;
    }

    public void End(DateTimeOffset? observedAt, string? origin, IReadOnlyList<StructuredRelationship> relationships)
    {
        Text("]");
        if (observedAt is { } at)
        {
            Text($",\"observed_at\":\"{Iso(at)}\"");
        }
        if (origin is not null)
        {
            Text($",\"origin\":{JsonText.String(origin)}");
        }
        if (relationships.Count > 0)
        {
            var items = relationships.Select(r =>
                $"{{\"from\":{JsonText.String(r.From)},\"to\":{JsonText.String(r.To)},\"type\":{JsonText.String(r.Type)}}}"
            );
            Text($",\"relationships\":[{string.Join(',', items)}]");
        }
        Text("}");
    }

    private static string Iso(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private void Text(string text) =>
        _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}
