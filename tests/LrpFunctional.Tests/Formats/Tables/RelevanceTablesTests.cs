using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Formats.Tables;

public sealed class RelevanceTablesTests
{
    private static readonly Matrix Numbers = Matrix.Of(2, 2, [1, 2, 3, 4]);

    [Fact]
    public void Features_have_a_row_each() =>
        Assert.Equal(
            """
            sentence,position,feature,label,predicted,target,method,relevance
            7,1,0,,1,1,lrp,0.5
            7,1,1,,1,1,lrp,-0.25
            7,2,0,,1,1,lrp,0
            7,2,1,,1,1,lrp,1E-300

            """,
            Written(
                writer => new FeatureTable(writer),
                Explanation(Sentence.Of(Numbers, Option<int>.None)) with
                {
                    Features = Matrix.Of(2, 2, [0.5, -0.25, 0, 1e-300]),
                }
            )
        );

    [Fact]
    public void Or_those_of_a_step_are_added_up_and_a_sequence_goes_by_its_users_name() =>
        Assert.Equal(
            """
            sentence,id,position,label,predicted,target,method,relevance
            7,"a, b",1,0,1,1,lrp,0.25
            7,"a, b",2,0,1,1,lrp,-1

            """,
            Written(writer => new StepTable(writer), Explanation(Sentence.Of(Numbers, 0) with { Id = "a, b" }))
        );

    [Fact]
    public void What_is_said_besides_stands_behind_and_a_cell_without_a_number_is_empty()
    {
        var sentence = Sentence.Of(["a", "b"], [0, 1], Option<int>.None);
        var explanation = Explanation(sentence) with
        {
            Prediction = new Prediction(sentence, [0, 2]),
            Sampled = new Sampled([0.0625, double.NaN], 1, Option<double>.None),
        };
        Assert.Equal(
            """
            sentence,position,word,label,predicted,target,method,relevance,share,per_score,standard_error
            7,1,a,,1,1,lrp,0.25,0.2,0.125,0.0625
            7,2,b,,1,1,lrp,-1,-0.8,-0.5,

            """,
            Written(writer => new WordTable(writer, RelevanceColumn.Offered), explanation)
        );
        Assert.Equal(
            """
            sentence,position,label,predicted,target,method,relevance,share,per_score,standard_error
            7,1,,1,1,lrp,0,,,
            7,2,,1,1,lrp,0,,,

            """,
            Written(
                writer => new StepTable(writer, RelevanceColumn.Offered),
                Explanation(Sentence.Of(Numbers, Option<int>.None)) with
                {
                    Relevances = [0, 0],
                    Prediction = new Prediction(Sentence.Of(Numbers, Option<int>.None), [-1, 0]),
                }
            )
        );
    }

    [Fact]
    public void Words_go_by_their_users_name_too() =>
        Assert.Equal(
            """
            sentence,id,position,word,label,predicted,target,method,relevance
            7,,1,"a,",,1,1,lrp,0.25
            7,,2,b,,1,1,lrp,-1

            """,
            Written(
                writer => new WordTable(writer),
                Explanation(Sentence.Of(["a,", "b"], [0, 1], Option<int>.None) with { Id = "" })
            )
        );

    [Fact]
    public void Without_an_explanation_there_is_a_header_only() =>
        Assert.Equal(
            "sentence,position,word,label,predicted,target,method,relevance\n",
            Written(writer => new WordTable(writer))
        );

    [Fact]
    public void Features_that_were_not_kept_are_missed() =>
        Assert.Throws<ArgumentException>(() =>
            Written(writer => new FeatureTable(writer), Explanation(Sentence.Of(Numbers, Option<int>.None)))
        );

    private static Explanation Explanation(Sentence sentence) =>
        new(
            new Prediction(sentence, [0, 1]),
            "lrp",
            1,
            new Provenance("", Reference.RandomNetworks.Create(1, 1, 2, 1)),
            [0.25, -1],
            Option<double>.None
        );

    private static string Written(Func<TextWriter, IRelevanceTable> table, params Explanation[] explanations)
    {
        using var writer = new StringWriter();
        using (var rows = table(writer))
        {
            foreach (var explanation in explanations)
                rows.Add(7, explanation);
        }

        return writer.ToString();
    }
}
