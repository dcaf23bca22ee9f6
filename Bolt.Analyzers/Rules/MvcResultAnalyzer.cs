using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT2013: outside of MVC nothing executes an action result, so that <c>new UnauthorizedResult()</c> would be written as JSON with status 200.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MvcResultAnalyzer : RouteAnalyzer
{
    /// <summary>Results of MVC whose counterpart has another name.</summary>
    private static readonly Dictionary<string, string> Counterparts = new()
    {
        ["OkObjectResult"] = "Ok<T>",
        ["JsonResult"] = "JsonHttpResult<T>",
        ["ContentResult"] = "ContentHttpResult",
        ["StatusCodeResult"] = "StatusCodeHttpResult",
        ["ObjectResult"] = "Ok<T>",
        ["NotFoundObjectResult"] = "NotFound<T>",
        ["BadRequestObjectResult"] = "BadRequest<T>",
        ["ConflictObjectResult"] = "Conflict<T>",
        ["UnprocessableEntityObjectResult"] = "UnprocessableEntity<T>",
        ["CreatedResult"] = "Created<T>",
        ["CreatedAtActionResult"] = "CreatedAtRoute<T>",
        ["CreatedAtRouteResult"] = "CreatedAtRoute<T>",
        ["AcceptedResult"] = "Accepted<T>",
        ["UnauthorizedResult"] = "UnauthorizedHttpResult",
        ["ForbidResult"] = "ForbidHttpResult",
        ["ChallengeResult"] = "ChallengeHttpResult",
        ["RedirectResult"] = "RedirectHttpResult",
        ["LocalRedirectResult"] = "RedirectHttpResult",
        ["RedirectToRouteResult"] = "RedirectToRouteHttpResult",
        ["FileContentResult"] = "FileContentHttpResult",
        ["FileStreamResult"] = "FileStreamHttpResult",
        ["PhysicalFileResult"] = "PhysicalFileHttpResult",
        ["VirtualFileResult"] = "VirtualFileHttpResult",
        ["OkResult"] = "Ok",
        ["NotFoundResult"] = "NotFound",
        ["NoContentResult"] = "NoContent",
        ["BadRequestResult"] = "BadRequest",
        ["ConflictResult"] = "Conflict",
    };

    private static readonly DiagnosticDescriptor Mvc = RuleDescriptor.Create(
        RuleIds.MvcResult,
        RuleCategory.Usage,
        DiagnosticSeverity.Error,
        "The handler returns an MVC result",
        "No endpoint is generated for {0}: it returns '{1}', which only MVC executes; return {2} (see TypedResults)",
        "A result of MVC would be written as JSON with status 200, whatever status it stands for.");

    public MvcResultAnalyzer()
        : base(Mvc)
    {
    }

    private protected override void Analyze(in RouteContext context)
    {
        var route = context.Route;
        if (route.Binding.Refusal is not { Kind: RefusalKind.MvcResult } refusal)
        {
            return;
        }

        var syntax = route.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) as MethodDeclarationSyntax;
        context.Report(syntax?.ReturnType.GetLocation() ?? route.Method.Locations[0], route.Display, refusal.Reason, Instead(route.Method.ReturnType));
    }

    private static string Instead(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeArguments.Length: 1 } generic)
        {
            var inner = generic.TypeArguments[0];
            return generic.Name is "Task" or "ValueTask"
                ? Instead(inner)
                : generic.Name == "ActionResult" ? $"'{TypeNames.Display(inner)}' itself or 'Results<Ok<{TypeNames.Display(inner)}>, NotFound>'" : "a typed result";
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Counterparts.TryGetValue(current.Name, out var counterpart))
            {
                return $"'{counterpart}'";
            }
        }

        return "a typed result such as 'Ok<T>', or 'Results<Ok<T>, NotFound>' for several";
    }
}
