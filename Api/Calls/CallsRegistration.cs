using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Api.Calls;

internal static class CallsRegistration
{
    /// <summary>Once, whoever asks first; checked when the host starts.</summary>
    public static IServiceCollection AddGrainCalls(this IServiceCollection services)
    {
        services.AddOptions<CallOptions>().BindConfiguration("Flexport:Calls").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CallOptions>, CallOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GrainCalls>();
        return services;
    }
}
