using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Export;

/// <summary>Writes what stands into a file, standard output or a folder.</summary>
internal static class ExportVerb
{
    private const string ToZip = "zip";
    private const string ToMarkdown = "md";

    private static readonly Argument<string?> What = new("PROJECT|SOURCE")
    {
        Description = "Project (prj_… or name), source (src_…, file name or path) or document (doc_…) whose blocks to export",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string[]> Entities = new("--entities")
    {
        HelpName = "TYPE",
        Description = "Export entities of these types; without PROJECT|SOURCE and types: of all",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> Format = new("--format")
    {
        HelpName = "jsonl|csv|parquet|md|zip",
        Description = "Default jsonl; md writes a file per entity into the folder of --to",
    };
    private static readonly Option<bool> Zip = new("--zip")
    {
        Description = "A ZIP with a file per document or entity type and a manifest of digests; --format zip is the same with JSON Lines",
    };
    private static readonly Option<string?> Output = new("--output")
    {
        HelpName = "PATH|-",
        Description = "File to write, - for standard output; the schema of JSON Lines is written beside it",
    };
    private static readonly Option<string?> To = new("--to") { HelpName = "FOLDER", Description = "Folder of --format md" };
    private static readonly Option<string?> KnownAt = new("--known-at")
    {
        HelpName = "TIME|SEQ",
        Description = "What Strata knew at this time or ledger seq; the same one gives the same bytes",
    };
    private static readonly Option<long?> ChangedAfter = new("--changed-after")
    {
        HelpName = "SEQ",
        Description = "Only entities that changed after it, and which are gone since",
    };
    private static readonly Option<bool> Provenance = new("--provenance") { Description = "With where each value comes from" };
    private static readonly Option<string[]> Include = new("--include")
    {
        HelpName = "staged",
        Description = "With findings that nobody has decided about yet",
    };
    private static readonly Option<bool> Safe = new("--safe")
    {
        Description = "CSV whose texts no spreadsheet takes for formulas: an apostrophe stands before =, +, - and @",
    };

    public static Command Create() =>
        new Command(
            "export",
            "Write entities, or the blocks of a source or project with what stands about them, as JSON Lines, CSV, Parquet, Markdown or ZIP"
        )
        {
            What,
            Entities,
            Format,
            Zip,
            Output,
            To,
            KnownAt,
            ChangedAfter,
            Provenance,
            Include,
            Safe,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var output = call.Get(Output);
        var format = call.Get(Format) ?? ExportRequest.JsonLines;
        if (format != ToMarkdown && output is null)
        {
            throw new UsageException("--output PATH is needed, or - for standard output.");
        }
        var strata = await call.StrataAsync(ct);
        var request = await RequestAsync(call, strata, format, ct);
        if (format == ToMarkdown)
        {
            var folder = call.Get(To) ?? throw new UsageException("--format md needs --to FOLDER.");
            if (output is not null || request is not { Source: null, Project: null, ChangedAfter: null })
            {
                throw new UsageException("--format md writes all entities, or those of --entities TYPE, into --to FOLDER.");
            }
            var files = await ProgressLine.RunAsync(
                call.Environment,
                "export",
                progress => new MarkdownFolder(strata, folder).WriteAsync(request, progress, ct)
            );
            call.Out.One(
                files,
                (console, f) =>
                    console.WriteLine(
                        $"{Values.Count(f.Files, "file", "files")} in {f.Folder}: {Values.Count(f.Written)} written, {Values.Count(f.Removed)} removed"
                    )
            );
            return;
        }
        if (output is null or "-")
        {
            await using var to = call.Environment.OpenOutput();
            await WriteAsync(call, strata, request, to, ct);
            return;
        }
        await WholeFile.WriteAsync(output, to => WriteAsync(call, strata, request, to, ct));
        string? beside = null;
        if (!request.Zip && request.Format == ExportRequest.JsonLines)
        {
            beside = Path.ChangeExtension(output, ".schema.json");
            var schema = await strata.Exports.SchemaAsync(request, ct);
            await WholeFile.WriteAsync(
                beside,
                async to => await JsonSerializer.SerializeAsync(to, schema.Schema, StrataJson.Indented.GetTypeInfo(typeof(JsonElement)), ct)
            );
        }
        var written = new ExportedFile(output, new FileInfo(output).Length, beside);
        call.Out.One(
            written,
            (console, file) =>
                console.WriteLine(
                    $"{file.Path}: {ByteSize.Show(file.ByteSize)}{(file.Schema is null ? "" : $"; its schema: {file.Schema}")}"
                )
        );
    }

    private static Task<bool> WriteAsync(CommandContext call, IStrata strata, ExportRequest request, Stream to, CancellationToken ct) =>
        ProgressLine.RunAsync(
            call.Environment,
            "export",
            async progress =>
            {
                var download = await strata.Exports.OpenAsync(request, progress, ct);
                await using var content = download.Content;
                await content.CopyToAsync(to, ct);
                return true;
            }
        );

    private static async Task<ExportRequest> RequestAsync(CommandContext call, IStrata strata, string format, CancellationToken ct)
    {
        var (source, project) = await WhatAsync(call, strata, ct);
        return new ExportRequest
        {
            EntityTypes = call.Get(Entities) ?? [],
            Source = source,
            Project = project,
            Format = format is ToZip or ToMarkdown ? ExportRequest.JsonLines : format,
            Zip = format is ToZip || call.Get(Zip),
            KnownAt = call.Get(KnownAt),
            ChangedAfter = call.Get(ChangedAfter),
            Provenance = call.Get(Provenance),
            Include = call.Get(Include) ?? [],
            Safe = call.Get(Safe),
        };
    }

    /// <summary>A name that a project has is the project's.</summary>
    private static async Task<(string? Source, string? Project)> WhatAsync(CommandContext call, IStrata strata, CancellationToken ct)
    {
        if (call.Find(What) is not { } what)
        {
            return (null, null);
        }
        if (what.StartsWith("src_", StringComparison.Ordinal) || what.StartsWith("doc_", StringComparison.Ordinal))
        {
            return (what, null);
        }
        try
        {
            return (null, (await strata.Projects.GetAsync(what, ct)).ProjectId);
        }
        catch (StrataException e) when (e.Code == ErrorCode.ProjectNotFound && !what.StartsWith("prj_", StringComparison.Ordinal))
        {
            return (what, null);
        }
    }
}

/// <param name="Schema">Path of the schema beside it; null: there is none.</param>
internal sealed record ExportedFile(string Path, long ByteSize, string? Schema);
