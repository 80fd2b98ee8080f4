using System.Reflection;
using System.Security.Cryptography;

namespace Strata.Database;

/// <summary>A numbered, forward-only migration, embedded from <c>Database/Migrations/{engine}/NNNN_name.sql</c>.</summary>
internal sealed record Migration(long Number, string Name, string Sql)
{
    /// <summary>
    /// Follows the number in the name of a migration that removes something older programs use or changes its meaning:
    /// <c>0042_contract_old_column</c>. All others only add, so that older programs keep working.
    /// </summary>
    public const string Contraction = "contract_";

    public static bool Contracts(string name) => name.AsSpan(name.IndexOf('_') + 1).StartsWith(Contraction, StringComparison.Ordinal);

    /// <summary>SHA-256 of the text with LF line endings, in lower-case hex.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public static IReadOnlyList<Migration> Embedded(Engine engine)
    {
        var folder = engine == Engine.Sqlite ? "sqlite/" : "postgresql/";
        var assembly = typeof(Migration).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Select(resource => (Resource: resource, Name: resource.Replace('\\', '/')))
                .Where(r => r.Name.StartsWith(folder, StringComparison.Ordinal) && r.Name.EndsWith(".sql", StringComparison.Ordinal))
                .Select(r => Read(assembly, r.Resource, r.Name[folder.Length..^".sql".Length]))
                .OrderBy(m => m.Number),
        ];
    }

    /// <summary>
    /// Returns those of <paramref name="ours"/> that are not applied yet. Ignores unknown newer migrations that only expand.
    /// </summary>
    /// <exception cref="StrataException">PROGRAM_OUTDATED: a newer program has contracted the database.</exception>
    /// <exception cref="InvalidOperationException">A migration in the database differs from ours.</exception>
    public static IReadOnlyList<Migration> Missing(IReadOnlyList<Migration> ours, IReadOnlyList<AppliedMigration> applied)
    {
        var newest = ours.Max(m => m.Number);
        foreach (var theirs in applied)
        {
            if (theirs.Number > newest && !Contracts(theirs.Name))
            {
                continue;
            }
            var known =
                ours.FirstOrDefault(m => m.Number == theirs.Number)
                ?? throw ProgramFence.Refusal($"migration {theirs.Number} ({theirs.Name})");
            if (!string.Equals(known.Checksum, theirs.Checksum, StringComparison.Ordinal))
            {
                throw new InvalidOperationException(
                    $"Migration {theirs.Number} ({theirs.Name}) of the database is not the one that this program knows (checksum {theirs.Checksum[..12]}, ours {known.Checksum[..12]}). Nothing was changed."
                );
            }
        }
        return [.. ours.Where(m => applied.All(a => a.Number != m.Number))];
    }

    /// <summary>
    /// Returns the migrations that the database must rename to match ours: one may be recognised as a contraction only later, and older
    /// programs go by the name.
    /// </summary>
    public static IEnumerable<Migration> Renamed(IReadOnlyList<Migration> ours, IReadOnlyList<AppliedMigration> applied) =>
        ours.Where(m => applied.Any(a => a.Number == m.Number && !string.Equals(a.Name, m.Name, StringComparison.Ordinal)));

    private static Migration Read(Assembly assembly, string resource, string name)
    {
        using var stream =
            assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return new Migration(long.Parse(name.AsSpan(0, name.IndexOf('_')), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}

internal sealed record AppliedMigration(long Number, string Name, string Checksum);
