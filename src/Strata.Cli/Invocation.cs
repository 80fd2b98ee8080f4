using System.CommandLine;

namespace Strata.Cli;

/// <summary>Invocation settings of the parsed command line, with its environment.</summary>
internal sealed class Invocation : InvocationConfiguration
{
    public Invocation(ICommandEnvironment environment)
    {
        Environment = environment;
        EnableDefaultExceptionHandler = false;
        (Output, Error) = (environment.Out, environment.Error);
    }

    public ICommandEnvironment Environment { get; }

    public static ICommandEnvironment EnvironmentOf(ParseResult parsed) => ((Invocation)parsed.InvocationConfiguration).Environment;
}
