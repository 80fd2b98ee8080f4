using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Strata.Testing;

/// <summary>
/// Runs a <c>[Theory]</c> of a door (command line, REST, MCP) on SQLite, and under <c>./test --all</c> on PostgreSQL too: the engines
/// are compared below the doors, by <see cref="DatabaseDataAttribute"/>, and a smoke class goes through each door on PostgreSQL.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DoorDataAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        Engine[] engines = TestScale.IsAll ? Enum.GetValues<Engine>() : [Engine.Sqlite];
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. engines.Select(e => new TheoryDataRow<Engine>(e))]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
