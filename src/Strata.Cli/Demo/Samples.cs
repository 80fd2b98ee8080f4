namespace Strata.Cli.Demo;

/// <summary>The sample files, which come with the program.</summary>
internal sealed class Samples(string folder)
{
    public static Samples OfProgram { get; } = new(System.IO.Path.Combine(AppContext.BaseDirectory, "samples"));

    public string Path(params ReadOnlySpan<string> name) => System.IO.Path.Combine([folder, .. name]);

    /// <summary>The files of one part of the samples, in name order.</summary>
    public IReadOnlyList<string> In(string part) => [.. Directory.EnumerateFiles(Path(part)).Order(StringComparer.Ordinal)];
}
