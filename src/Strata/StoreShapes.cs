using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Strata;

/// <summary>Registers the JSON shapes of the store before anything of the engine runs.</summary>
internal sealed class StoreShapes : JsonShapes
{
    public override IJsonTypeInfoResolver Resolver => StrataJsonContext.Default;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It sets a property, and JSON can be asked for by any entry into the engine.")]
    internal static void Register() => Registered = new StoreShapes();
}
