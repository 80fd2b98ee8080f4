using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Strata.Testing;

/// <summary>
/// Runs a <c>[Theory]</c> once on SQLite and once on PostgreSQL; the result names the engine. The test takes an <see cref="Engine"/>
/// and makes itself a fresh store with <see cref="TestDatabase.CreateAsync"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseDataAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. Enum.GetValues<Engine>().Select(e => new TheoryDataRow<Engine>(e))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
