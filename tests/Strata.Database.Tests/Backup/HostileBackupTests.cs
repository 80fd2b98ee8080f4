using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Strata.Testing;

namespace Strata.Backup;

/// <summary>What is not exactly a backup leaves nothing behind.</summary>
public sealed partial class HostileBackupTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Carol = new("carol");

    [Theory, DatabaseData]
    public async Task A_changed_or_cut_backup_is_refused_before_anything_is_written(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("people.csv", "name,email\nJo,jo@example.com\nMo,mo@example.com\n");
        await store.Alice.StoreAsync("contact", """{"name":"Ada","email":"ada@example.com"}""");
        await store.Alice.StoreAsync("contact", $$"""{"name":"Ada","email":"ada@example.com","notes":"{{new string('x', 100_000)}}"}""");
        using var stream = new MemoryStream();
        await store.Store.BackupAsync(new UserId("alice"), stream, null, None);
        var good = stream.ToArray();

        var bad = new Dictionary<string, byte[]>
        {
            ["nothing"] = [],
            ["no ZIP"] = Encoding.UTF8.GetBytes("name,email\n"),
            ["cut in the middle"] = good[..(good.Length / 2)],
            ["cut at the end"] = good[..^1],
            ["another row"] = Change(good, "tables/entities.ndjson", t => t.Replace("Ada", "Eve", StringComparison.Ordinal)),
            ["a row less"] = Change(good, "tables/observations.ndjson", t => t[..(t.TrimEnd('\n').LastIndexOf('\n') + 1)]),
            ["an unknown column"] = Change(
                good,
                "tables/entities.ndjson",
                t => t.Replace("\"fields\"", "\"fields; drop table users\"", StringComparison.Ordinal),
                sign: true
            ),
            ["another type"] = Change(good, "tables/receipts.ndjson", t => t + "[1,2,3,\"x\"]\n", sign: true),
            ["other bytes"] = Change(good, null, t => t.Replace("jo@", "no@", StringComparison.Ordinal)),
            ["another record"] = Change(
                good,
                "tables/blobs.ndjson",
                t => Repack(t, 0, b => b.Replace("Ada", "Eve", StringComparison.Ordinal)),
                sign: true
            ),
            ["another long record"] = Change(
                good,
                "tables/blobs.ndjson",
                t => Repack(t, 1, b => b.Replace("xx\"", "xy\"", StringComparison.Ordinal)),
                sign: true
            ),
            ["a long record that is longer"] = Change(good, "tables/blobs.ndjson", t => Repack(t, 1, b => b + " "), sign: true),
            ["a record that is not packed"] = Change(
                good,
                "tables/blobs.ndjson",
                t => t.Replace("\"row\",0,", "\"row\",1,", StringComparison.Ordinal),
                sign: true
            ),
            ["a record without bytes"] = Change(good, "tables/blobs.ndjson", t => Inline().Replace(t, "\"row\",$1,null"), sign: true),
            ["another format"] = Change(
                good,
                "manifest.json",
                t => t.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal),
                sign: true
            ),
            ["a newer store"] = Change(
                good,
                "manifest.json",
                t => Regex.Replace(t, "\"store_version\":[0-9]+", "\"store_version\":9999", RegexOptions.NonBacktracking),
                sign: true
            ),
            ["a table of ours"] = Change(
                good,
                "manifest.json",
                t => t.Replace("\"table\":\"receipts\"", "\"table\":\"tokens\"", StringComparison.Ordinal),
                sign: true
            ),
            ["a changed manifest"] = Change(
                good,
                "manifest.json",
                t => t.Replace("\"user_id\":\"alice\"", "\"user_id\":\"alicf\"", StringComparison.Ordinal)
            ),
            ["another state"] = Change(
                good,
                "manifest.json",
                t => Regex.Replace(t, "\"state_hash\":\"[0-9a-f]", "\"state_hash\":\"x", RegexOptions.NonBacktracking),
                sign: true
            ),
            ["a path"] = Add(good, "../../evil.txt"),
            ["a blob that nobody lists"] = Add(good, "blobs/" + new string('0', 64)),
            ["a duplicate entry"] = Add(good, "manifest.json"),
        };
        var before = Files(store.Folder);
        foreach (var (name, bytes) in bad)
        {
            (await StoreSteps.CodeAsync(() => store.Store.RestoreAsync(Carol, new MemoryStream(bytes), null, None))).ShouldBe(
                ErrorCode.InvalidContent,
                name
            );
            (await store.Store.Database.UserExistsAsync(Carol, None)).ShouldBeFalse(name);
        }
        Files(store.Folder).Where(f => !f.Contains("carol", StringComparison.Ordinal)).ShouldBe(before);

        // The good one still goes in, after all that.
        (await store.Store.RestoreAsync(Carol, new MemoryStream(good), null, None)).Verified.Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task No_flipped_byte_changes_what_is_restored(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("people.csv", "name,email\nJo,jo@example.com\n");
        var state = await store.Alice.StateHashAsync();
        using var stream = new MemoryStream();
        await store.Store.BackupAsync(new UserId("alice"), stream, null, None);
        var good = stream.ToArray();

        var random = new Random(7);
        for (var i = 0; i < TestScale.Pick(quick: 6, all: 60); i++)
        {
            var flipped = good.ToArray();
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            var user = new UserId($"carol-{i}");
            try
            {
                // Some bytes of a ZIP say nothing, such as the time of an entry.
                (await store.Store.RestoreAsync(user, new MemoryStream(flipped), null, None)).Verified.StateHash.ShouldBe(state);
            }
            catch (StrataException e)
            {
                e.Code.ShouldBe(ErrorCode.InvalidContent);
                (await store.Store.Database.UserExistsAsync(user, None)).ShouldBeFalse();
            }
        }
    }

    /// <summary>Changes the contents that are rows, and packs them as before.</summary>
    private static string Repack(string table, int compressed, Func<string, string> change)
    {
        var changed = 0;
        var result = Inline()
            .Replace(
                table,
                match =>
                {
                    var bytes = Convert.FromBase64String(match.Groups[2].Value);
                    if (match.Groups[1].Value != $"{compressed}")
                    {
                        return match.Value;
                    }
                    changed++;
                    var other = Encoding.UTF8.GetBytes(
                        change(Encoding.UTF8.GetString(compressed == 0 ? bytes : FramedBytes.Decompress(bytes)))
                    );
                    return $"\"row\",{compressed},\"{Convert.ToBase64String(compressed == 0 ? other : FramedBytes.Compress(other))}\"";
                }
            );
        changed.ShouldBeGreaterThan(0);
        return result;
    }

    [GeneratedRegex("\"row\",([01]),\"([^\"]*)\"")]
    private static partial Regex Inline();

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("strata.db", StringComparison.Ordinal))
            .Order()
            .ToList();

    private static byte[] Add(byte[] backup, string entry)
    {
        using var stream = new MemoryStream();
        stream.Write(backup);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
            writer.Write("evil");
        }
        return stream.ToArray();
    }

    /// <param name="entry">Null: all contents.</param>
    /// <param name="sign">Whether the manifest is made to fit, as by someone who knows how.</param>
    private static byte[] Change(byte[] backup, string? entry, Func<string, string> change, bool sign = false)
    {
        var entries = new List<(string Name, string Text)>();
        using (var zip = new ZipArchive(new MemoryStream(backup)))
        {
            foreach (var e in zip.Entries)
            {
                using var reader = new StreamReader(e.Open());
                var text = reader.ReadToEnd();
                entries.Add(
                    (
                        e.FullName,
                        e.FullName == entry || (entry is null && e.FullName.StartsWith("blobs/", StringComparison.Ordinal))
                            ? change(text)
                            : text
                    )
                );
            }
        }
        if (sign)
        {
            var manifest = entries.First(e => e.Name == "manifest.json").Text;
            foreach (var (name, text) in entries.Where(e => e.Name.StartsWith("tables/", StringComparison.Ordinal)))
            {
                var table = name["tables/".Length..^".ndjson".Length];
                var bytes = Encoding.UTF8.GetBytes(text);
                manifest = Regex.Replace(
                    manifest,
                    $$"""{"table":"{{table}}","rows":[0-9]+,"bytes":[0-9]+,"sha256":"[0-9a-f]+"}""",
                    $$"""{"table":"{{table}}","rows":{{text.Count(c => c == '\n') - 1}},"bytes":{{bytes.Length}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(bytes))}}"}""",
                    RegexOptions.NonBacktracking
                );
            }
            entries = [.. entries.Select(e => e.Name == "manifest.json" ? (e.Name, manifest) : e)];
            entries =
            [
                .. entries.Select(e =>
                    e.Name == "manifest.sha256" ? (e.Name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)))) : e
                ),
            ];
        }
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var content = zip.CreateEntry(name).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }
}
