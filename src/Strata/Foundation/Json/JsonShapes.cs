using System.Text.Json.Serialization.Metadata;

namespace Strata.Foundation.Json;

/// <summary>JSON shapes of all modules. Registered at start, made on first use.</summary>
internal abstract class JsonShapes
{
    public static JsonShapes? Registered { get; set; }

    public abstract IJsonTypeInfoResolver Resolver { get; }
}
