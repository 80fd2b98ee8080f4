using Microsoft.Extensions.DependencyInjection;

namespace Strata;

/// <summary>The table of contents for those who embed Strata.</summary>
public static class StrataServices
{
    /// <summary>Registers one open store (<see cref="StrataStore"/>) for the life of the container.</summary>
    public static IServiceCollection AddStrata(this IServiceCollection services, StrataStore store) => services.AddSingleton(store);
}
