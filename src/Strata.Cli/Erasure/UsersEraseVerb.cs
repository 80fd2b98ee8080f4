using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Erasure;

/// <summary>Erases a user and issues a receipt; verifies receipts. For the operator.</summary>
internal static class UsersEraseVerb
{
    private static readonly Argument<string> Name = new("NAME") { Description = "User name" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask for confirmation" };
    private static readonly Option<string?> Output = new("--output")
    {
        HelpName = "FILE",
        Description = "Write the receipt to this new file",
    };
    private static readonly Option<bool> Rewrite = new("--rewrite")
    {
        Description = "PostgreSQL: also rewrite large tables (VACUUM FULL), which locks them meanwhile",
    };
    private static readonly Option<bool> MissingContents = new("--missing-contents")
    {
        Description = "Continue although files of the user are missing; the receipt states how many",
    };
    private static readonly Argument<string> Receipt = new("FILE") { Description = "Receipt as written or printed by erase" };

    public static Command Create() =>
        new Command("erase", "Erase a user and all their data, and issue a signed receipt; resumes an interrupted erasure")
        {
            Name,
            Yes,
            Output,
            Rewrite,
            MissingContents,
        }.Runs(EraseAsync);

    public static Command CreateReceipt() =>
        new Command("receipt", "Verify and complete erasure receipts")
        {
            new Command("verify", "Verify that this store issued the receipt and that it is unchanged; exit code 1 if not")
            {
                Receipt,
            }.Runs(VerifyAsync),
            new Command(
                "complete",
                "PostgreSQL: rewrite the tables that the erasure left, which locks them meanwhile, and issue an updated receipt"
            )
            {
                Receipt,
                Output,
            }.Runs(CompleteAsync),
        };

    private static async Task EraseAsync(CommandContext call, CancellationToken ct)
    {
        var (name, output) = (call.Get(Name), call.Get(Output));
        if (!UserId.IsValid(name))
        {
            throw new UsageException($"'{name}' is not a valid user name: use 1 to 40 of a-z, 0-9 and '-', starting with a letter.");
        }
        CheckOutput(output);
        var store = await call.LocalAsync(ct);
        if (!call.Get(Yes))
        {
            Confirm(name, call.Environment);
        }
        var request = new EraseRequest { Rewrite = call.Get(Rewrite), MissingContents = call.Get(MissingContents) };
        await ProgressLine.RunAsync(
            call.Environment,
            "erase",
            progress => store.EraseAsync(new UserId(name), request, receipt => DeliverAsync(call, receipt, output), progress, ct)
        );
    }

    private static void CheckOutput(string? output)
    {
        if (output is not null && (File.Exists(output) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(output)))))
        {
            throw new UsageException($"The receipt cannot be written to '{output}': name a new file in an existing folder.");
        }
    }

    private static void Confirm(string name, ICommandEnvironment environment)
    {
        if (environment.IsInputRedirected)
        {
            throw new UsageException($"Erasure cannot be undone. To confirm without a prompt: strata users erase {name} --yes");
        }
        environment.Error.Write($"This erases all data of '{name}' and cannot be undone. Type the user name to confirm: ");
        if (!string.Equals(environment.In.ReadLine()?.Trim(), name, StringComparison.Ordinal))
        {
            throw new UsageException("The name does not match. Nothing was removed.");
        }
    }

    /// <summary>Delivers the receipt before the store deletes its last record of the erasure.</summary>
    private static async Task DeliverAsync(CommandContext call, ErasureReceipt receipt, string? output)
    {
        if (output is not null)
        {
            await using var file = new FileStream(output, FileMode.CreateNew, FileAccess.Write);
            await JsonSerializer.SerializeAsync(file, receipt, StrataJson.Indented);
            file.Flush(flushToDisk: true);
        }
        call.Out.One(
            receipt,
            (console, r) =>
            {
                console.WriteLine(
                    $"{r.UserId} erased: {Values.Count(r.Rows.Values.Sum(), "row", "rows")}, {Values.Count(r.Blobs, "content", "contents")} of {ByteSize.Show(r.Bytes)}"
                );
                if (r.MissingBlobs > 0)
                {
                    console.WriteLine(
                        $"Not removed because they were missing: {Values.Count(r.MissingBlobs.Value, "content", "contents")}"
                    );
                }
                if (r.NotRewritten.Count > 0)
                {
                    console.WriteLine($"Free space that may hold remains until it is reused: {string.Join(", ", r.NotRewritten)}");
                    console.WriteLine("When the database is idle, run: strata users receipt complete RECEIPT");
                }
                console.WriteLine(output is null ? JsonSerializer.Serialize(r, StrataJson.Indented) : $"Receipt: {output}");
            }
        );
        await call.Out.FlushAsync();
    }

    private static async Task<int> VerifyAsync(CommandContext call, CancellationToken ct)
    {
        var file = call.Get(Receipt);
        if (!File.Exists(file))
        {
            throw new UsageException($"File '{file}' does not exist.");
        }
        var receipt = ReceiptOf(await File.ReadAllTextAsync(file, ct));
        var check = receipt is null ? (ReceiptCheck?)null : await (await call.LocalAsync(ct)).CheckReceiptAsync(receipt, ct);
        var line = (receipt, check) switch
        {
            (null, _) => new ReceiptLine("none", "This is not an erasure receipt."),
            ({ } told, ReceiptCheck.Genuine) => new ReceiptLine(
                "genuine",
                $"Genuine: this store erased '{told.UserId}', finished {Values.Show(told.FinishedAt)}."
            ),
            (_, ReceiptCheck.Changed) => new ReceiptLine("changed", "Not genuine: it was changed after it was signed."),
            _ => new ReceiptLine("foreign", "Not genuine here: it is not signed with this store's key."),
        };
        call.Out.One(line, (console, l) => console.WriteLine(l.Says));
        return check == ReceiptCheck.Genuine ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task CompleteAsync(CommandContext call, CancellationToken ct)
    {
        var (file, output) = (call.Get(Receipt), call.Get(Output));
        CheckOutput(output);
        var receipt =
            (File.Exists(file) ? ReceiptOf(await File.ReadAllTextAsync(file, ct)) : null)
            ?? throw new UsageException($"'{file}' is not an erasure receipt.");
        var store = await call.LocalAsync(ct);
        var completed = await ProgressLine.RunAsync(
            call.Environment,
            "rewrite",
            progress => store.CompleteErasureAsync(receipt, progress, ct)
        );
        await DeliverAsync(call, completed, output);
    }

    /// <summary>Null if the text is not a receipt.</summary>
    private static ErasureReceipt? ReceiptOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ErasureReceipt>(text, StrataJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
