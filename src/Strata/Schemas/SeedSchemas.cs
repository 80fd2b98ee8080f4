namespace Strata.Schemas;

/// <summary>The schemas that every user starts with, version 1 of their types.</summary>
public static class SeedSchemas
{
    private const string Prefix = "seed/";

    /// <summary>Type of whatever no other schema describes: it declares nothing, so every field becomes a fragment.</summary>
    public const string Generic = "generic";

    /// <summary>Ordered by type.</summary>
    public static IReadOnlyList<(string EntityType, string Json)> All { get; } = Read();

    private static (string, string)[] Read()
    {
        var assembly = typeof(SeedSchemas).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(n => (Path.GetFileNameWithoutExtension(n[Prefix.Length..]), Text(assembly, n))),
        ];
    }

    private static string Text(System.Reflection.Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The assembly has no {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
