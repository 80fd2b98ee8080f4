using System.Reflection;
using System.Security.Cryptography;

namespace Strata.Database;

/// <summary>
/// One numbered step of a database's schema, embedded from <c>Database/Migrations/{engine}/NNNN_name.sql</c>. Steps only go forward.
/// </summary>
internal sealed record Migration(long Number, string Name, string Sql)
{
    /// <summary>
    /// What the name of a step goes on with after its number where it takes something away that programs before it use, or changes what
    /// something means: <c>0042_contract_old_column</c>. All other steps only add, so that those programs work on.
    /// </summary>
    public const string Contraction = "contract_";

    public static bool Contracts(string name) => name.AsSpan(name.IndexOf('_') + 1).StartsWith(Contraction, StringComparison.Ordinal);

    /// <summary>SHA-256 of the text with LF line ends, lower-case hex.</summary>
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
    /// Those of <paramref name="ours"/> that are not yet applied. Later ones that we don't know are let be while they only expand.
    /// </summary>
    /// <exception cref="StrataException">PROGRAM_OUTDATED: a newer program has contracted the database.</exception>
    /// <exception cref="InvalidOperationException">The database was changed by another version of the program than ours.</exception>
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
    /// Those that the database has under another name than ours, which it is to take over: a step may have been found out later to change
    /// what something means, and older programs go by the name.
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
