using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Strata.LongestFirstOrderer))]

namespace Strata;

/// <summary>What takes long begins before the rest, so that nothing runs alone at the end.</summary>
public sealed class LongestFirstOrderer : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        Blobs.S3Collection.Name,
        "PastDoorProperties",
        "ArchiveTests",
        "CrashTests",
        "PastProperties",
        "ArchiveSafetyTests",
        "ErasureTests",
        "DuplicateTests",
        "ManyWritersTests",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Place)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
