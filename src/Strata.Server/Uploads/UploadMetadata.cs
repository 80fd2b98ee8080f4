using System.Buffers;
using Strata.Server.Operations;

namespace Strata.Server.Uploads;

/// <summary>What the header <c>Upload-Metadata</c> says of an upload: fields of <c>ingest</c>, and the project to add the source to.</summary>
/// <param name="Header">As it was sent.</param>
/// <param name="Ingest">The request, as JSON.</param>
/// <param name="FileType">Media type by the caller's system; null: unknown.</param>
/// <param name="Project">Id; null: none.</param>
internal sealed record UploadMetadata(string Header, JsonElement Ingest, string? FileType, string? Project)
{
    private const string FileName = "file_name";
    private static readonly string[] NotHere = ["url"];

    /// <summary>Names that clients of the protocol use.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["filename"] = FileName,
        ["name"] = FileName,
        ["type"] = "filetype",
    };

    /// <param name="key">Of the header <c>Idempotency-Key</c>.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: an unknown or unreadable entry.</exception>
    public static UploadMetadata Parse(string header, string? key)
    {
        var entries = Entries(header);
        entries.Remove("filetype", out var fileType);
        entries.Remove("project", out var project);
        if (key is not null)
        {
            entries["idempotency_key"] = key;
        }
        var fields = SourcesModule.Ingest.Fields.Where(f => !NotHere.Contains(f.Name, StringComparer.Ordinal)).ToList();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in entries)
            {
                var field =
                    fields.Find(f => string.Equals(f.Name, name, StringComparison.Ordinal))
                    ?? throw new StrataException(
                        ErrorCode.InvalidContent,
                        $"Upload-Metadata has no entry '{name}'; it takes filename, filetype, project, {string.Join(", ", fields.Select(f => f.Name))}."
                    );
                field.Write(json, value);
            }
            json.WriteEndObject();
        }
        var ingest = JsonElement.Parse(buffer.WrittenSpan);
        SourcesModule.Ingest.Read(ingest);
        return new(header, ingest, OperationRequest.Stated(fileType), project);
    }

    public static UploadMetadata Of(JsonElement noted) =>
        new(
            noted.GetProperty("header").GetString() ?? "",
            noted.GetProperty("ingest"),
            noted.TryGetProperty("file_type", out var type) ? type.GetString() : null,
            noted.TryGetProperty("project", out var project) ? project.GetString() : null
        );

    public JsonElement ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("header", Header);
            json.WritePropertyName("ingest");
            Ingest.WriteTo(json);
            if (FileType is not null)
            {
                json.WriteString("file_type", FileType);
            }
            if (Project is not null)
            {
                json.WriteString("project", Project);
            }
            json.WriteEndObject();
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <param name="key">Where the caller gave none: a second attempt after a crash gets the first one's answer.</param>
    public IngestRequest Request(string key)
    {
        var request = SourcesModule.Ingest.Read(Ingest);
        return request with { ContentType = FileType, IdempotencyKey = request.IdempotencyKey ?? key };
    }

    /// <summary>Pairs of a name and, in Base64, a value.</summary>
    private static Dictionary<string, string> Entries(string header)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var bytes = new byte[pair.Length];
            if (parts.Length > 2 || !Convert.TryFromBase64String(parts.Length == 2 ? parts[1] : "", bytes, out var count))
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    "Upload-Metadata must be names with values in Base64: 'filename YS5jc3Y=,origin bWFpbA=='."
                );
            }
            if (!entries.TryAdd(Aliases.GetValueOrDefault(parts[0]) ?? parts[0], Encoding.UTF8.GetString(bytes, 0, count)))
            {
                throw new StrataException(ErrorCode.InvalidContent, $"Upload-Metadata has '{parts[0]}' more than once.");
            }
        }
        return entries;
    }
}
