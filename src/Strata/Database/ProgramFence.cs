namespace Strata.Database;

/// <summary>
/// Keeps this program out of a database that a newer one has contracted, even if already open: the first statement of every transaction
/// checks (docs/adr/0027-contractions.md).
/// </summary>
internal static class ProgramFence
{
    /// <summary>Newest migration that this program knows; both engines use the same numbers.</summary>
    public static readonly long Newest = Migration.Embedded(Engine.Sqlite).Max(m => m.Number);

    /// <summary>
    /// SQL expression, for both engines: the number of the first contraction that this program does not know, or null. On PostgreSQL it
    /// locks the migrations table until the transaction ends, so that contractions and transactions that checked wait for each other.
    /// </summary>
    public static readonly string Contraction = string.Create(
        CultureInfo.InvariantCulture,
        $"(select min(m.number) from strata_migrations m where m.number > {Newest} and substr(ltrim(m.name, '0123456789'), 1, 10) = '_{Migration.Contraction}')"
    );

    /// <param name="contraction">Value of <see cref="Contraction"/>.</param>
    /// <exception cref="StrataException">PROGRAM_OUTDATED: it is not null.</exception>
    public static void Pass(long? contraction)
    {
        if (contraction is { } number)
        {
            throw Refusal($"migration {number}");
        }
    }

    /// <param name="migration">The migration that this program does not know.</param>
    public static StrataException Refusal(string migration) =>
        new(
            ErrorCode.ProgramOutdated,
            $"The database is newer than this program: it has {migration}, which older programs must not work with. Use the version of Strata that made it, or a later one."
        );
}
