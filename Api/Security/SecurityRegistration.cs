using Api.Problems;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Api.Security;

/// <summary>Registers sources, secrets and the operator's key.</summary>
public static class SecurityRegistration
{
    /// <summary>Once, whoever asks first; checked when the host starts.</summary>
    public static IServiceCollection AddFlexportSecurity(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (services.Any(service => service.ServiceType == typeof(Sources))) return services;
        services.AddOptions<SecurityOptions>().Configure(options => options.Read(configuration, environment)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidator>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Sources>(provider, configuration, environment));
        return services;
    }

    /// <summary>Lets only operators in (contract: bearer token; this machine alone in Development without a key).</summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            if (OperatorAccess.Allows(context.RequestServices.GetRequiredService<Sources>(), context)) return await next(invocation);
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"flexport\"";
            await context.Response.Problem(StatusCodes.Status401Unauthorized, "Send the key of the operator (FLEXPORT_API_KEY) as a bearer token.");
            return Results.Empty;
        });
}
