using Strata.Operations;

namespace Strata.Prompts;

/// <summary>What a user tells all interpreters that ask.</summary>
public static partial class PromptsModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="PromptsModule"/>
        public PromptsArea Prompts => new(strata);
    }
}

/// <inheritdoc cref="PromptsModule"/>
public readonly partial record struct PromptsArea(IStrata Strata);
