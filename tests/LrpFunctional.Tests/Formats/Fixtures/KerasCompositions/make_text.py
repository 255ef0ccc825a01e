"""A TextVectorization below an Embedding, its words in the archive as Keras 3 keeps them, or in its settings.

The equations are those of make_compositions.py, from the ids on. python3 make_text.py (h5py 3.7).
"""

import pathlib
import zipfile

import make_layouts as layouts

base, keras = layouts.base, layouts.keras
HERE = pathlib.Path(__file__).parent
WORDS = ["the", "film", "is", "not", "good", "bad", "very"]


def vectorization(version, words):
    config = {"name": "text_vectorization", "trainable": True, "dtype": keras.dtype(version), "max_tokens": 9, "standardize": "lower_and_strip_punctuation", "split": "whitespace"}
    config |= {"ngrams": None, "output_mode": "int", "output_sequence_length": keras.LENGTH, "pad_to_max_tokens": False, "sparse": False, "ragged": False}
    config |= {"vocabulary": words, "idf_weights": None, "encoding": "utf-8", "vocabulary_size": 9}
    return {"module": "keras.layers", "class_name": "TextVectorization", "config": config, "registered_name": None}


def with_text(model, words, is_functional):
    """The model, reading text: an input of strings, and what makes ids of them."""
    first, *rest = model["config"]["layers"]
    name = first["config"]["name"]
    text = vectorization(3, words)
    if is_functional:
        text |= {"name": "text_vectorization", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [None, 1], "dtype": "string", "keras_history": [name, 0, 0]}}], "kwargs": {}}]}
        for entry in rest:
            for tensor in entry["inbound_nodes"][0]["args"]:
                if isinstance(tensor, dict) and tensor["config"]["keras_history"][0] == name:
                    tensor["config"]["keras_history"][0] = "text_vectorization"
    first["config"] |= {"batch_shape": [None, 1], "dtype": "string"}
    model["config"]["layers"] = [first, text, *rest]
    return model


CHAIN = base.chain(keras.embedding(), keras.both(keras.rnn("LSTM", "lstm")), keras.dense("dense", base.CLASSES, "softmax"))
SKIP = [(keras.embedding(), [None]), (keras.rnn("GRU", "gru", return_sequences=True), ["embedding"]), (keras.other("Concatenate", "concatenate"), ["gru", "embedding"]),
        (keras.other("GlobalAveragePooling1D", "global_average_pooling1d"), ["concatenate"]), (keras.dense("dense", 1, "sigmoid"), ["global_average_pooling1d"])]


def write(name, nodes, words, assets):
    path = HERE / name
    functional = nodes is SKIP
    layouts.run(name, 600 + functional, "3.6.0", nodes, lambda path, model: layouts.write_archive(path, with_text(model, words, functional), "3.6.0"))
    if assets:
        with zipfile.ZipFile(path, "a") as archive:
            for place in ("layers/text_vectorization", "layers/text_vectorization/_lookup_layer"):
                archive.writestr(zipfile.ZipInfo(f"assets/{place}/vocabulary.txt"), "\n".join(["", "[UNK]", *WORDS]))


if __name__ == "__main__":
    write("text.keras", CHAIN, None, True)
    write("text_settings.keras", SKIP, WORDS, False)
