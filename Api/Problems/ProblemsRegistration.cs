using Microsoft.AspNetCore.Diagnostics;

namespace Api.Problems;

/// <summary>Makes every error of the service a problem, whoever raised it: routing, Kestrel, a handler, or a fault.</summary>
public static class ProblemsRegistration
{
    public static IApplicationBuilder UseFlexportProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => context.Response.Problem(context.Response.StatusCode),
            StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages(context => context.HttpContext.Response.Problem(context.HttpContext.Response.StatusCode));
        return app;
    }
}
