using System.Collections.Frozen;

namespace Strata.Cli;

/// <summary>What other programs call a verb; used only to say which was meant.</summary>
internal static class OtherWords
{
    internal static readonly FrozenDictionary<string, string> Verbs = new Dictionary<string, string>
    {
        ["add"] = "ingest",
        ["import"] = "ingest",
        ["load"] = "ingest",
        ["upload"] = "ingest",
        ["remember"] = "store",
        ["find"] = "search",
        ["grep"] = "search",
        ["query"] = "search",
        ["recall"] = "search",
        ["list"] = "ls",
        ["sum"] = "entities sum",
        ["history"] = "entities history",
        ["split"] = "entities split",
        ["edit"] = "correct",
        ["set"] = "correct",
        ["update"] = "correct",
        ["undo"] = "retract",
        ["remove"] = "delete",
        ["rm"] = "delete",
        ["link"] = "relate",
        ["explain"] = "provenance",
        ["why"] = "provenance",
        ["check"] = "verify",
        ["log"] = "audit",
        ["web"] = "open",
        ["server"] = "serve",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string? Find(string word) => Verbs.GetValueOrDefault(word);
}
