using System.Collections.Concurrent;

namespace Strata.Documents.Programs;

/// <summary>Versions of programs: the first line they print, asked once.</summary>
internal static class ProgramVersion
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);
    private static readonly ProgramLimits Limits = new()
    {
        Time = TimeSpan.FromMinutes(1),
        Output = 1 << 20,
        Memory = 8L * 1024 * 1024 * 1024,
    };

    public static async Task<string> OfAllAsync(IEnumerable<ExternalProgram> programs, string folder, CancellationToken ct)
    {
        var said = new List<string>();
        foreach (var program in programs)
        {
            said.Add(await OfAsync(program, folder, ct));
        }
        return string.Join(", ", said);
    }

    public static async Task<string> OfAsync(ExternalProgram program, string folder, CancellationToken ct)
    {
        if (Known.TryGetValue(program.Name, out var known))
        {
            return known;
        }
        using var printed = new MemoryStream();
        var end = await ProgramRunner.RunAsync(program, [program.VersionOption], folder, printed, Limits, ct);
        // poppler's programs print their version to standard error.
        var said = Encoding.UTF8.GetString(printed.ToArray()) is { Length: > 0 } text ? text : end.Complaint;
        var line = said.Split('\n')[0].Trim();
        return Known.GetOrAdd(program.Name, line.Length > 0 ? line : program.Name);
    }
}
