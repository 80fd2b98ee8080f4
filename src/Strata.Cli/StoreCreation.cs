using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Strata.Cli;

/// <summary>Which verbs make a store where there is none: those that write. A mistyped folder must not look like an empty store.</summary>
internal static class StoreCreation
{
    private static readonly ConditionalWeakTable<Command, object> Creating = [];

    /// <summary>Lets the verb create the store's folder.</summary>
    public static Command CreatesStore(this Command verb)
    {
        Creating.AddOrUpdate(verb, verb);
        return verb;
    }

    /// <summary>Returns what to say once the store is open; null if it was there.</summary>
    /// <exception cref="NoStoreException">There is no store, and the verb creates none.</exception>
    public static string? Check(Command verb, StoreOptions options) =>
        options.DatabaseUrl is not null || Directory.Exists(options.Folder) ? null
        : Creating.TryGetValue(verb, out _) ? $"Created a new store in {options.Folder}."
        : throw new NoStoreException(options.Folder);
}

/// <summary>There is no store in the folder.</summary>
internal sealed class NoStoreException(string folder) : Exception($"There is no store in '{folder}': the folder is not there.")
{
    public string Advice { get; } =
        $"Check --data (STRATA_DATA). To begin a store there: strata --data {(folder.Contains(' ', StringComparison.Ordinal) ? $"\"{folder}\"" : folder)} ingest FILE";
}
