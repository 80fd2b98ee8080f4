using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Strata.LongFirst))]

namespace Strata;

/// <summary>Classes that take minutes begin before the others, so that none of them runs alone at the end.</summary>
public sealed class LongFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["CrashTests", "ManyWritersTests", "ListProperties", "ArchiveTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => Long.Any(name => c.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)))];
}
