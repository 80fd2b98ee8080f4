using System.Text.Json.Serialization;
using Strata.Operations;

namespace Strata.Export;

[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ExportLink))]
[JsonSerializable(typeof(ExportSchema))]
[JsonSerializable(typeof(ExportManifest))]
internal sealed partial class ExportShapes : JsonSerializerContext;

public static partial class ExportModule
{
    private static readonly string[] Requests =
    [
        """{"entity_types":["<type>"]}""",
        """{"source":"<source>","include":["staged"]}""",
        """{"project":"<project>","format":"csv","zip":true}""",
        """{"entity_types":["<type>"],"format":"csv","provenance":true,"safe":true}""",
    ];

    public static readonly Operation<ExportRequest, Download> Export = new Operation<ExportService, ExportRequest, Download>(
        "export",
        "Entities by type, or the blocks of a source or project with what stands about them, as JSON Lines, CSV, Parquet or ZIP.",
        (exports, request, context) => exports.OpenAsync(context, request)
    )
    {
        Cost = Cost.Expensive,
        Route = OperationRoute.Get("/export"),
        Examples = Requests,
        Shapes = () => ExportShapes.Default,
    };

    public static readonly Operation<ExportRequest, ExportLink> Link = new Operation<ExportService, ExportRequest, ExportLink>(
        "export_link",
        "Where an export is to be had: as a path to download, and as a command.",
        (exports, request, context) => exports.LinkAsync(context, request)
    )
    {
        Route = OperationRoute.Get("/export/link"),
        Tool = new()
        {
            Name = "export",
            Profile = ToolProfile.Review,
            Description =
                "Export all entities of types, or a source's or project's blocks, to a file: gives the path to download and the command to run.",
        },
        Examples = Requests,
        Shapes = () => ExportShapes.Default,
    };

    public static readonly Operation<ExportRequest, ExportSchema> Schema = new Operation<ExportService, ExportRequest, ExportSchema>(
        "export_schema",
        "The JSON Schema that each line of an export as JSON Lines is valid by.",
        (exports, request, context) => exports.SchemaAsync(context, request)
    )
    {
        Route = OperationRoute.Get("/export/schema"),
        Examples = Requests,
        Shapes = () => ExportShapes.Default,
    };
}

public partial record struct ExportArea
{
    /// <summary>Returns the bytes of an export; the caller disposes them.</summary>
    public Task<Download> OpenAsync(ExportRequest request, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(ExportModule.Export, request, progress, ct);

    public Task<ExportLink> LinkAsync(ExportRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(ExportModule.Link, request, progress: null, ct);

    public Task<ExportSchema> SchemaAsync(ExportRequest request, CancellationToken ct) =>
        Strata.InvokeAsync(ExportModule.Schema, request, progress: null, ct);
}
