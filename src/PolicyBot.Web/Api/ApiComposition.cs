using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace PolicyBot.Web.Api;

/// <summary>Puts the doors for machines together.</summary>
public static class ApiComposition
{
    /// <summary>Where the doors are.</summary>
    public const string Address = "/api";

    /// <summary>Where they are described (OpenAPI 3.1).</summary>
    public const string Document = $"{Address}/openapi.json";

    /// <summary>Where people read that.</summary>
    public const string Page = $"{Address}/docs";

    private const string DocumentName = "v1";
    private const string Key = "key";

    /// <summary>Adds what the doors need beside the application.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiAccess>();
        services.AddSingleton<ReadEndpoints>();
        services.AddSingleton<GateQuestions>();
        services.AddSingleton<GateEndpoints>();
        services.AddSingleton<RequestEndpoints>();
        services.AddSingleton<InboxEndpoint>();
        services.AddOpenApi(DocumentName, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = door => door.ActionDescriptor.EndpointMetadata.OfType<NeedsScope>().Any();
            options.AddDocumentTransformer((document, _, _) => Task.FromResult(Describe(document)));
            options.AddOperationTransformer((operation, context, _) => Task.FromResult(Guard(operation, context)));
        });
        return services;
    }

    /// <summary>Maps the doors.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Address);
        api.AddEndpointFilter(routes.ServiceProvider.GetRequiredService<ApiAccess>());
        api.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.ServiceProvider.GetRequiredService<ReadEndpoints>().Map(api);
        routes.ServiceProvider.GetRequiredService<GateEndpoints>().Map(api);
        routes.ServiceProvider.GetRequiredService<RequestEndpoints>().Map(api);
        routes.ServiceProvider.GetRequiredService<InboxEndpoint>().Map(api);
        routes.MapOpenApi(Document);
        routes.MapScalarApiReference(
            Page, options => options.WithOpenApiRoutePattern(Document).WithTitle("PolicyBot").DisableDefaultFonts());
        return routes;
    }

    private static OpenApiDocument Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "PolicyBot",
            Version = "1",
            Description = "Policy exceptions: what was asked for, decided and is in force. "
                + "Confidential ones are not shown to keys; people see what they see in chat.",
            License = new OpenApiLicense { Name = "See the repository" },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key that an administrator made (policybot api-key create), or a person's access token of Entra ID.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
        return document;
    }

    private static OpenApiOperation Guard(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var needed = context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsScope>().Single();
        operation.Description = $"Needs the scope {ApiMapping.NameOf(needed.Scope)} of a key; "
            + (needed.IsForPeople ? "a person needs none." : "it is closed to people.");
        return operation;
    }
}
