using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Strata.Hosting;
using Strata.Operations;

namespace Strata;

/// <summary>Registers the JSON shapes of the store before anything of the engine runs.</summary>
internal sealed class StoreShapes : JsonShapes, IJsonTypeInfoResolver
{
    private readonly ConcurrentDictionary<Operation, IJsonTypeInfoResolver> _brought = new();

    public override IJsonTypeInfoResolver Resolver => this;

    /// <summary>Shared shapes first; then those that an operation brings, and what those are made of.</summary>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        IJsonTypeInfoResolver shared = StrataJsonContext.Default;
        return shared.GetTypeInfo(type, options) ?? BroughtBy(type)?.GetTypeInfo(type, options) ?? PartOf(type, options);
    }

    private IJsonTypeInfoResolver? BroughtBy(Type type)
    {
        var operation = StrataModules.Operations.FirstOrDefault(o =>
            o.Shapes is not null && (o.RequestType == type || o.ResultType == type || o.Route.Body == type)
        );
        return operation is null ? null : Bring(operation);
    }

    /// <summary>
    /// Looks among what is brought already, which begins the sooner, then at the rest: a job may read back a part of a request that this
    /// process was never asked.
    /// </summary>
    private JsonTypeInfo? PartOf(Type type, JsonSerializerOptions options) =>
        _brought
            .Values.Concat(StrataModules.Operations.Where(o => o.Shapes is not null && !_brought.ContainsKey(o)).Select(Bring))
            .Select(shapes => shapes.GetTypeInfo(type, options))
            .FirstOrDefault(shape => shape is not null);

    private IJsonTypeInfoResolver Bring(Operation operation) => _brought.GetOrAdd(operation, o => o.Shapes!());

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It sets a property, and JSON can be asked for by any entry into the engine.")]
    internal static void Register() => Registered = new StoreShapes();
}
