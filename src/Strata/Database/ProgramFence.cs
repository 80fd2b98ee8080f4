namespace Strata.Database;

/// <summary>
/// Keeps this program out of a database that a newer one has contracted, also where it was open already: the first statement of every
/// transaction asks (docs/adr/0027-contractions.md).
/// </summary>
internal static class ProgramFence
{
    /// <summary>The newest step that this program knows; the engines' steps have the same numbers.</summary>
    public static readonly long Newest = Migration.Embedded(Engine.Sqlite).Max(m => m.Number);

    /// <summary>
    /// An expression of either engine: the number of a contraction that this program does not know, or null. On PostgreSQL it keeps the
    /// table of migrations locked to the end of the transaction, so that a contraction waits for all who have asked, and they for it.
    /// </summary>
    public static readonly string Contraction = string.Create(
        CultureInfo.InvariantCulture,
        $"(select min(m.number) from strata_migrations m where m.number > {Newest} and substr(ltrim(m.name, '0123456789'), 1, 10) = '_{Migration.Contraction}')"
    );

    /// <param name="contraction">What <see cref="Contraction"/> gave.</param>
    /// <exception cref="StrataException">PROGRAM_OUTDATED: there is one.</exception>
    public static void Pass(long? contraction)
    {
        if (contraction is { } number)
        {
            throw Refusal($"migration {number}");
        }
    }

    /// <param name="migration">What this program does not know.</param>
    public static StrataException Refusal(string migration) =>
        new(
            ErrorCode.ProgramOutdated,
            $"The database is newer than this program: it has {migration}, which older programs must not work with. Use the version of Strata that made it, or a later one."
        );
}
