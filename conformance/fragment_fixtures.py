"""Records what Keras writes of a model, of some of its layers, of a list and of one layer: argument 1 is the file."""

import json
import sys

import keras
from keras import layers, Sequential, Model, Input
inp=Input((8,8,4),name='in')
x=layers.Conv2D(4,3,padding='same',activation='relu',name='a')(inp)
y=layers.Conv2D(4,3,padding='same',name='b')(x)
z=layers.Add(name='sum')([x,y])
o=layers.Dense(3,name='end')(layers.Flatten(name='flat')(z))
m=Model(inp,o,name='small')
whole=json.loads(m.to_json())
ls=whole['config']['layers']
out={'model':whole,
 'wired':[l for l in ls if l['name'] in('b','sum')],
 'chain':[keras.layers.serialize(l) for l in (layers.Conv2D(8,5,strides=2,name='c1'),layers.BatchNormalization(name='n1'),layers.ReLU(name='r1'),layers.MaxPooling2D(name='p1'))],
 'one':keras.layers.serialize(layers.Dense(7,activation='softmax',name='d'))}
json.dump(out,open(sys.argv[1], 'w'),separators=(',',':'))
