namespace Strata.Cli.Demo;

/// <summary>Sample files that ship with the program.</summary>
internal sealed class Samples(string folder)
{
    public static Samples OfProgram { get; } = new(System.IO.Path.Combine(AppContext.BaseDirectory, "samples"));

    public string Path(params ReadOnlySpan<string> name) => System.IO.Path.Combine([folder, .. name]);

    /// <summary>Returns the files of one part of the samples, in name order.</summary>
    public IReadOnlyList<string> In(string part) => [.. Directory.EnumerateFiles(Path(part)).Order(StringComparer.Ordinal)];
}
