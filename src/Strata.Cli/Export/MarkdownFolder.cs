using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using Strata.Cli.Output;
using Progress = Strata.Foundation.Progress;

namespace Strata.Cli.Export;

/// <summary>
/// A folder with a Markdown file per entity, fit to be kept in git: names don't change, only files whose content changed are written, and
/// files of entities that are gone are removed. A manifest names the files that are ours; others are left alone.
/// </summary>
internal sealed class MarkdownFolder(IStrata strata, string folder)
{
    private const string Manifest = ".strata-export.json";

    private static readonly JsonTypeInfo<SortedDictionary<string, string>> Shape =
        (JsonTypeInfo<SortedDictionary<string, string>>)CliJson.Printed.GetTypeInfo(typeof(SortedDictionary<string, string>));

    public async Task<ExportedFolder> WriteAsync(ExportRequest request, IProgress<Progress>? progress, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var before = await HeldAsync(ct);
        var after = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var (written, removed) = (0L, 0L);
        var download = await strata.Exports.OpenAsync(request, progress, ct);
        await using (var content = download.Content)
        {
            using var lines = new StreamReader(content);
            while (await lines.ReadLineAsync(ct) is { } line)
            {
                var entity = JsonElement.Parse(line);
                var (id, type) = (Text(entity, "entity_id"), Text(entity, "entity_type"));
                var path = $"{Plain(type)}/{Plain(id)}.md";
                var bytes = Encoding.UTF8.GetBytes(await FileAsync(entity, id, type, ct));
                var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
                after[path] = digest;
                var full = Path.Combine(folder, path);
                if (!File.Exists(full) || Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(full, ct))) != digest)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(full) ?? folder);
                    await WholeFile.WriteAsync(full, to => to.WriteAsync(bytes, ct).AsTask());
                    written++;
                }
            }
        }
        // Of types that were not asked for, files stay.
        var types = request.EntityTypes.Select(Plain).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, digest) in before.Where(f => !after.ContainsKey(f.Key)))
        {
            if (types.Count > 0 && !types.Contains(path.Split('/')[0]))
            {
                after[path] = digest;
                continue;
            }
            File.Delete(Path.Combine(folder, path));
            removed++;
        }
        if (written + removed > 0 || !File.Exists(Path.Combine(folder, Manifest)))
        {
            await WholeFile.WriteAsync(Path.Combine(folder, Manifest), to => JsonSerializer.SerializeAsync(to, after, Shape, ct));
        }
        return new(folder, after.Count, written, removed);
    }

    /// <summary>Files of the last export, with the digests of what was written. Paths that lead elsewhere are none of ours.</summary>
    private async Task<SortedDictionary<string, string>> HeldAsync(CancellationToken ct)
    {
        var path = Path.Combine(folder, Manifest);
        if (!File.Exists(path))
        {
            return new(StringComparer.Ordinal);
        }
        await using var file = File.OpenRead(path);
        var held = await JsonSerializer.DeserializeAsync(file, Shape, ct) ?? [];
        return new(
            held.Where(f =>
                    f.Key.Split('/') is [var type, var name]
                    && Plain(type) == type
                    && name == Plain(Path.GetFileNameWithoutExtension(name)) + ".md"
                )
                .ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    private readonly Dictionary<string, SchemaDefinition> _schemas = new(StringComparer.Ordinal);

    private async Task<string> FileAsync(JsonElement entity, string id, string type, CancellationToken ct)
    {
        if (!_schemas.TryGetValue(type, out var schema))
        {
            var view = await strata.Schemas.GetAsync(type, null, ct);
            _schemas[type] = schema = SchemaDefinition.Parse(type, view.Version, view.Schema ?? JsonElement.Parse("{}"));
        }
        var fields = entity.GetProperty("fields").EnumerateObject().ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        var text = new StringBuilder();
        text.Append("---\nentity_id: ").Append(id).Append("\nentity_type: ").Append(JsonSerializer.Serialize(type, CliJson.Default.String));
        text.Append("\n---\n\n# ").Append(Line(schema.TitleOf(fields) ?? id)).Append("\n\n");
        foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            text.Append("- **").Append(Line(name)).Append("**: ").Append(Shown(value)).Append('\n');
        }
        return text.ToString();
    }

    private static string Shown(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Line(value.GetString() ?? "")
        : value.ValueKind is JsonValueKind.Array or JsonValueKind.Object
            ? $"`` {value.GetRawText().Replace("``", "` `", StringComparison.Ordinal)} ``"
        : value.GetRawText();

    /// <summary>One line in which nothing is a mark of Markdown or HTML.</summary>
    private static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\r' => line,
                '\n' => line.Append("<br>"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '&' => line.Append('\\').Append(c),
                _ when char.IsControl(c) => line.Append(' '),
                _ => line.Append(c),
            };
        }
        return line.ToString();
    }

    private static string Text(JsonElement entity, string name) => entity.GetProperty(name).GetString() ?? "";

    private static string Plain(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' ? c : '-'));
}

internal sealed record ExportedFolder(string Folder, long Files, long Written, long Removed);
