namespace Bolt.Shared;

/// <summary>The types of .NET and ASP.NET Core that the generator and the analyzers look for, by their whole names: a user's type may be called the same.</summary>
internal static class PlatformNames
{
    public const string Http = "Microsoft.AspNetCore.Http";
    public const string HttpResults = "Microsoft.AspNetCore.Http.HttpResults";
    public const string HttpMetadata = "Microsoft.AspNetCore.Http.Metadata";
    public const string Mvc = "Microsoft.AspNetCore.Mvc";
    public const string CompilerServices = "System.Runtime.CompilerServices";
    public const string CodeAnalysis = "System.Diagnostics.CodeAnalysis";
    public const string Configuration = "Microsoft.Extensions.Configuration";

    private const string Authorization = "Microsoft.AspNetCore.Authorization";
    private const string Antiforgery = "Microsoft.AspNetCore.Antiforgery";
    private const string Json = "System.Text.Json.Serialization";
    private const string DependencyInjection = "Microsoft.Extensions.DependencyInjection";
    private const string Serialization = "System.Runtime.Serialization";
    private const string DataAnnotations = "System.ComponentModel.DataAnnotations";
    private const string Tasks = "System.Threading.Tasks";

    // System
    public static readonly PlatformName ValidationAttribute = new(DataAnnotations, "ValidationAttribute");
    public static readonly PlatformName DataTypeAttribute = new(DataAnnotations, "DataTypeAttribute");
    public static readonly PlatformName ValidatableObject = new(DataAnnotations, "IValidatableObject");
    public static readonly PlatformName ValidatableTypeAttribute = new("Microsoft.Extensions.Validation", "ValidatableTypeAttribute");
    public static readonly PlatformName SkipValidationAttribute = new("Microsoft.Extensions.Validation", "SkipValidationAttribute");
    public static readonly PlatformName Disposable = new("System", "IDisposable");
    public static readonly PlatformName AsyncDisposable = new("System", "IAsyncDisposable");
    public static readonly PlatformName FormatProvider = new("System", "IFormatProvider");
    public static readonly PlatformName Parsable = new("System", "IParsable", 1);
    public static readonly PlatformName Uri = new("System", "Uri");
    public static readonly PlatformName ObsoleteAttribute = new("System", "ObsoleteAttribute");
    public static readonly PlatformName CancellationToken = new("System.Threading", "CancellationToken");
    public static readonly PlatformName Task = new(Tasks, "Task");
    public static readonly PlatformName TaskOfResult = new(Tasks, "Task", 1);
    public static readonly PlatformName ValueTask = new(Tasks, "ValueTask");
    public static readonly PlatformName ValueTaskOfResult = new(Tasks, "ValueTask", 1);
    public static readonly PlatformName Stream = new("System.IO", "Stream");
    public static readonly PlatformName PipeReader = new("System.IO.Pipelines", "PipeReader");
    public static readonly PlatformName ClaimsPrincipal = new("System.Security.Claims", "ClaimsPrincipal");
    public static readonly PlatformName ParameterInfo = new("System.Reflection", "ParameterInfo");
    public static readonly PlatformName ConditionalAttribute = new("System.Diagnostics", "ConditionalAttribute");
    public static readonly PlatformName SuppressMessageAttribute = new(CodeAnalysis, "SuppressMessageAttribute");
    public static readonly PlatformName AttributeUsageAttribute = new("System", "AttributeUsageAttribute");
    public static readonly PlatformName SetsRequiredMembersAttribute = new(CodeAnalysis, "SetsRequiredMembersAttribute");
    public static readonly PlatformName MethodImplAttribute = new(CompilerServices, "MethodImplAttribute");
    public static readonly PlatformName InternalsVisibleToAttribute = new(CompilerServices, "InternalsVisibleToAttribute");
    public static readonly PlatformName DataMemberAttribute = new(Serialization, "DataMemberAttribute");
    public static readonly PlatformName IgnoreDataMemberAttribute = new(Serialization, "IgnoreDataMemberAttribute");
    public static readonly PlatformName JsonSerializerContext = new(Json, "JsonSerializerContext");
    public static readonly PlatformName JsonSerializableAttribute = new(Json, "JsonSerializableAttribute");
    public static readonly PlatformName JsonDerivedTypeAttribute = new(Json, "JsonDerivedTypeAttribute");
    public static readonly PlatformName JsonIgnoreAttribute = new(Json, "JsonIgnoreAttribute");
    public static readonly PlatformName JsonIncludeAttribute = new(Json, "JsonIncludeAttribute");
    public static readonly PlatformName EnumerableOf = new("System.Collections.Generic", "IEnumerable", 1);
    public static readonly PlatformName Enumerable = new("System.Collections", "IEnumerable");

    // Microsoft.Extensions
    public static readonly PlatformName StringValues = new("Microsoft.Extensions.Primitives", "StringValues");
    public static readonly PlatformName ValidationExtensions = new(DependencyInjection, "ValidationServiceCollectionExtensions");
    public static readonly PlatformName FromKeyedServicesAttribute = new(DependencyInjection, "FromKeyedServicesAttribute");
    public static readonly PlatformName ActivatorUtilitiesConstructorAttribute = new(DependencyInjection, "ActivatorUtilitiesConstructorAttribute");

    // Microsoft.AspNetCore
    public static readonly PlatformName WebApplication = new("Microsoft.AspNetCore.Builder", "WebApplication");
    public static readonly PlatformName HttpContext = new(Http, "HttpContext");
    public static readonly PlatformName HttpRequest = new(Http, "HttpRequest");
    public static readonly PlatformName HttpResponse = new(Http, "HttpResponse");
    public static readonly PlatformName FormFile = new(Http, "IFormFile");
    public static readonly PlatformName FormFileCollection = new(Http, "IFormFileCollection");
    public static readonly PlatformName FormCollection = new(Http, "IFormCollection");
    public static readonly PlatformName Result = new(Http, "IResult");
    public static readonly PlatformName BindableFromHttpContext = new(Http, "IBindableFromHttpContext", 1);
    public static readonly PlatformName AsParametersAttribute = new(Http, "AsParametersAttribute");
    public static readonly PlatformName EndpointMetadataProvider = new(HttpMetadata, "IEndpointMetadataProvider");
    public static readonly PlatformName FromServiceMetadata = new(HttpMetadata, "IFromServiceMetadata");
    public static readonly PlatformName AcceptsMetadata = new(HttpMetadata, "IAcceptsMetadata");
    public static readonly PlatformName EndpointNameAttribute = new("Microsoft.AspNetCore.Routing", "EndpointNameAttribute");
    public static readonly PlatformName HostMetadata = new("Microsoft.AspNetCore.Routing", "IHostMetadata");
    public static readonly PlatformName EndpointRouteBuilder = new("Microsoft.AspNetCore.Routing", "IEndpointRouteBuilder");
    public static readonly PlatformName AuthorizeAttribute = new(Authorization, "AuthorizeAttribute");
    public static readonly PlatformName AuthorizeData = new(Authorization, "IAuthorizeData");
    public static readonly PlatformName AllowAnonymous = new(Authorization, "IAllowAnonymous");
    public static readonly PlatformName AntiforgeryMetadata = new(Antiforgery, "IAntiforgeryMetadata");
    public static readonly PlatformName RequireAntiforgeryTokenAttribute = new(Antiforgery, "RequireAntiforgeryTokenAttribute");
    public static readonly PlatformName ControllerBase = new(Mvc, "ControllerBase");
    public static readonly PlatformName ControllerAttribute = new(Mvc, "ControllerAttribute");
    public static readonly PlatformName NonControllerAttribute = new(Mvc, "NonControllerAttribute");
    public static readonly PlatformName ApiRequestMetadataProvider = new(Mvc + ".ApiExplorer", "IApiRequestMetadataProvider");
    public static readonly PlatformName RouteTemplateProvider = new(Mvc + ".Routing", "IRouteTemplateProvider");
    public static readonly PlatformName ActionHttpMethodProvider = new(Mvc + ".Routing", "IActionHttpMethodProvider");
    public static readonly PlatformName ActionResult = new(Mvc, "IActionResult");
    public static readonly PlatformName ConvertToActionResult = new(Mvc + ".Infrastructure", "IConvertToActionResult");
    public static readonly PlatformName PageModel = new(Mvc + ".RazorPages", "PageModel");
    public static readonly PlatformName PageBase = new(Mvc + ".RazorPages", "PageBase");
    public static readonly PlatformName Hub = new("Microsoft.AspNetCore.SignalR", "Hub");
    public static readonly PlatformName BindServiceMethodAttribute = new("Grpc.Core", "BindServiceMethodAttribute");
    public static readonly PlatformName Component = new("Microsoft.AspNetCore.Components", "IComponent");
}
