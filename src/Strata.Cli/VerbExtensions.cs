using System.CommandLine;

namespace Strata.Cli;

internal static class VerbExtensions
{
    /// <summary>
    /// Makes the verb run <paramref name="run"/>; reports errors and maps them to exit codes for all verbs.
    /// </summary>
    public static Command Runs(this Command verb, Func<CommandContext, CancellationToken, Task<int>> run)
    {
        verb.SetAction(
            async (parsed, ct) =>
            {
                var environment = Invocation.EnvironmentOf(parsed);
                try
                {
                    await using var call = new CommandContext(parsed, environment, TimeProvider.System);
                    return await run(call, ct);
                }
                catch (Exception e)
                {
                    return Refusal.Of(e).Report(environment, parsed.GetValue(GlobalOptions.Json));
                }
            }
        );
        return verb;
    }

    /// <summary>Same, for verbs that return <see cref="ExitCode.Ok"/> unless they throw.</summary>
    public static Command Runs(this Command verb, Func<CommandContext, CancellationToken, Task> run) =>
        verb.Runs(
            async (call, ct) =>
            {
                await run(call, ct);
                return ExitCode.Ok;
            }
        );
}
