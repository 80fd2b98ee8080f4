using System.CommandLine;

namespace Strata.Cli;

/// <summary>Asks before something is deleted.</summary>
internal static class Yes
{
    public static readonly Option<bool> Option = new("--yes") { Description = "Do not ask for confirmation" };

    /// <exception cref="UsageException">The answer is no, or nobody can be asked.</exception>
    public static void Confirm(this CommandContext call, string what)
    {
        if (call.Get(Option))
        {
            return;
        }
        if (call.Environment.IsInputRedirected)
        {
            throw new UsageException($"{what} To do it without being asked: --yes");
        }
        call.Environment.Error.Write($"{what} Type yes to confirm: ");
        if (!string.Equals(call.Environment.In.ReadLine()?.Trim(), "yes", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException("Nothing was deleted.");
        }
    }
}
