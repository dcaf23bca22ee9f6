using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Primitives;

namespace Bolt.Integration.Tests;

/// <summary>Endpoints that are not Bolt's, of every kind. Nested, so that MVC finds only those a test names.</summary>
public static class ForeignEndpoints
{
    /// <summary>The controllers there are.</summary>
    public sealed class Only(params Type[] controllers) : IApplicationFeatureProvider<ControllerFeature>
    {
        public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
        {
            feature.Controllers.Clear();
            foreach (var controller in controllers)
            {
                feature.Controllers.Add(controller.GetTypeInfo());
            }
        }
    }

    public sealed class PlainController : ControllerBase
    {
        [HttpGet("plain")]
        public string Get() => "plain";
    }

    public sealed class ConventionalController : ControllerBase
    {
        public string First() => "first";

        public string Second() => "second";
    }

    [Authorize]
    public sealed class AuthorizedController : ControllerBase
    {
        [HttpGet("authorized")]
        public string Get() => "authorized";

        [HttpGet("anonymous"), AllowAnonymous]
        public string Anyone() => "anonymous";
    }

    public sealed class FilteredController : ControllerBase
    {
        [HttpGet("direct"), Refusing]
        public string Direct() => "direct";

        [HttpGet("by-type"), TypeFilter<RefusingFilter>]
        public string ByType() => "by-type";

        [HttpGet("by-service"), ServiceFilter<IRefusingFilter>]
        public string ByService() => "by-service";
    }

    /// <summary>MVC calls these authorization filters, and they ask nobody who they are.</summary>
    public sealed class UnfilteredController : ControllerBase
    {
        [HttpGet("https"), RequireHttps]
        public string Https() => "https";

        [HttpGet("own-https"), OwnHttps]
        public string OwnHttps() => "own-https";

        [HttpPost("size"), RequestSizeLimit(10)]
        public string Size() => "size";

        [HttpPost("form"), RequestFormLimits]
        public string Form() => "form";

        [HttpPost("tokens"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken]
        public string Tokens() => "tokens";

        [HttpGet("logged"), Logging]
        public string Logged() => "logged";
    }

    public sealed class OwnHttpsAttribute : RequireHttpsAttribute;

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class RefusingAttribute : Attribute, IAuthorizationFilter
    {
        public void OnAuthorization(AuthorizationFilterContext context) => context.Result = new StatusCodeResult(418);
    }

    public interface IRefusingFilter : IAsyncAuthorizationFilter;

    public sealed class RefusingFilter : IRefusingFilter
    {
        public Task OnAuthorizationAsync(AuthorizationFilterContext context)
        {
            context.Result = new StatusCodeResult(418);
            return Task.CompletedTask;
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class LoggingAttribute : ActionFilterAttribute;

    public sealed class ToPlain : DynamicRouteValueTransformer
    {
        public override ValueTask<RouteValueDictionary> TransformAsync(HttpContext httpContext, RouteValueDictionary values) =>
            new(new RouteValueDictionary { ["controller"] = "Conventional", ["action"] = "First" });
    }

    public sealed class PlainHub : Hub
    {
        public string Echo(string text) => text;
    }

    [Authorize]
    public sealed class AuthorizedHub : Hub;

    /// <summary>A gRPC service as the tools generate them, with strings for messages.</summary>
    [BindServiceMethod(typeof(Greeter), nameof(Bind))]
    public class Greeter
    {
        private static readonly Marshaller<string> Text = Marshallers.StringMarshaller;
        private static readonly Method<string, string> Method = new(MethodType.Unary, "greet.Greeter", "Hello", Text, Text);

        public virtual Task<string> Hello(string request, ServerCallContext context) => Task.FromResult("hello " + request);

        public static void Bind(ServiceBinderBase binder, Greeter? service) =>
            binder.AddMethod(Method, service is null ? null : new UnaryServerMethod<string, string>(service.Hello));
    }

    public sealed class GreeterService : Greeter;

    /// <summary>Says a requirement without <c>IAuthorizeData</c>.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class NobodyAttribute : Attribute, IAuthorizationRequirementData, IAuthorizationRequirement
    {
        public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
    }

    /// <summary>Undoes what a group says of being matched.</summary>
    public sealed class Matched : ISuppressMatchingMetadata
    {
        public bool SuppressMatching => false;
    }

    /// <summary>A policy provider that asks somewhere else each time, and may know the answer at once.</summary>
    public sealed class Policies(Func<AuthorizationPolicy?> fallback, bool isAtOnce = false) : IAuthorizationPolicyProvider
    {
        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(Nobody);

        public async Task<AuthorizationPolicy?> GetFallbackPolicyAsync()
        {
            if (!isAtOnce)
            {
                await Task.Yield();
            }

            return fallback();
        }

        public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromResult<AuthorizationPolicy?>(null);
    }

    public static AuthorizationPolicy Nobody { get; } = new AuthorizationPolicyBuilder("Bolt").RequireAssertion(static _ => false).Build();

    /// <summary>Loads every Razor page as one with these metadata, as compiling one finds the attributes of its model.</summary>
    public sealed class Pages(params object[] metadata) : PageLoader
    {
        [Obsolete("As the base.")]
        public override Task<CompiledPageActionDescriptor> LoadAsync(PageActionDescriptor actionDescriptor) => throw new NotSupportedException();

        public override Task<CompiledPageActionDescriptor> LoadAsync(PageActionDescriptor actionDescriptor, EndpointMetadataCollection endpointMetadata) => Task.FromResult(
            new CompiledPageActionDescriptor(actionDescriptor) { Endpoint = new Endpoint(static http => http.Response.WriteAsync("page"), new EndpointMetadataCollection([.. endpointMetadata, .. metadata]), "page") });
    }

    /// <summary>Puts an endpoint with these metadata in the place of every other.</summary>
    public sealed class Replacing(params object[] metadata) : MatcherPolicy, IEndpointSelectorPolicy
    {
        public override int Order => int.MaxValue - 1;

        public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

        public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            for (var i = 0; i < candidates.Count; i++)
            {
                candidates.ReplaceEndpoint(i, new Endpoint(static http => http.Response.WriteAsync("page"), new EndpointMetadataCollection(metadata), "page"), candidates[i].Values);
            }

            return Task.CompletedTask;
        }
    }

    public static PageActionDescriptor Page => new() { RelativePath = "/Pages/Index.cshtml", ViewEnginePath = "/Index" };

    /// <summary>A data source that gets its endpoints later.</summary>
    public sealed class Late : EndpointDataSource, IDisposable
    {
        private List<Endpoint> _endpoints = [];
        private CancellationTokenSource _changed = new();

        public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

        public override IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

        public void Dispose() => _changed.Dispose();

        public void Add(string pattern, params object[] metadata)
        {
            _endpoints = [.. _endpoints, new RouteEndpoint(static http => http.Response.WriteAsync("late"), Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse(pattern), 0, new EndpointMetadataCollection(metadata), pattern)];
            using var before = _changed;
            _changed = new();
            before.Cancel();
        }
    }
}
